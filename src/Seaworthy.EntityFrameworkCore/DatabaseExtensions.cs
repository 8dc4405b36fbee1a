using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.Caching;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.QueryBudgets;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.EntityFrameworkCore.TokenKeys;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Pipeline;
using Seaworthy.Secrets;

namespace Seaworthy.EntityFrameworkCore;

/// <summary>Gives a module its database.</summary>
public static class DatabaseExtensions
{
    /// <summary>
    /// The module's database: PostgreSQL or SQLite as <c>DATABASE_URL</c> says, with sessions, migrations, health and query
    /// budgets.
    /// </summary>
    public static ModuleBuilder AddDatabase<TContext>(this ModuleBuilder module)
        where TContext : DbContext
    {
        var services = module.Services;
        services.TryAddSingleton(Budget);
        services.TryAddSingleton(sp => sp.GetRequiredService<QueryBudgetInterceptor>().Budget);
        services.TryAddSingleton(sp => new TrailSignature(sp.GetRequiredService<CurrentRequest>(), sp.GetRequiredService<TimeProvider>(), sp.GetService<Operator>()));
        services.TryAddSingleton<PostgreSqlSources>();
        services.TryAddSingleton<IKeyTable>(sp => new TokenKeyTable(Engine(sp, sp.GetRequiredService<ServiceProfiles>().Root.Options, TokenKeyTable.Home, isAlone: false)));
        services.TryAddSingleton<PageBuffers>();
        services.TryAddSingleton(sp => new Cursors(sp.GetRequiredService<SecretKeys>().CursorKey.ToArray(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new ServiceDatabase<TContext>(
            module.Profile.Name, Engine(sp, module.Profile.Options, module.Profile.Name, sp.GetRequiredService<ServiceProfiles>().All.Count == 1), sp.GetRequiredService<QueryBudgetInterceptor>(), sp.GetRequiredService<TrailSignature>(),
            sp.GetRequiredService<ILogger<WorkAttempts>>(), sp.GetService<CacheInvalidation>(), sp.GetService<KeyKeeping<TContext>>(), new(sp.GetService<JobNews<TContext>>(), sp.GetService<OutboxNews<TContext>>())));
        services.AddSingleton<IServiceDatabase>(sp => sp.GetRequiredService<ServiceDatabase<TContext>>());
        services.AddSingleton(sp => new Session<TContext>(sp.GetRequiredService<ServiceDatabase<TContext>>()));
        services.AddSingleton<ListParts<TContext>>();
        services.AddSingleton<IExceptionProblems>(sp => new DatabaseProblems([sp.GetRequiredService<ServiceDatabase<TContext>>().Sql]));
        return module;
    }

    /// <summary>Registers a <see cref="KeyLookup{TContext, TRow}"/> by the <c>Within</c> of <paramref name="row"/>.</summary>
    public static ModuleBuilder AddLookup<TContext, TRow>(this ModuleBuilder module, ListDefinition<TRow, TRow> row)
        where TContext : DbContext
        where TRow : class
    {
        module.Services.AddSingleton(sp => new KeyLookup<TContext, TRow>(row, sp.GetRequiredService<ListParts<TContext>>()));
        return module;
    }

    /// <summary>
    /// Counts the statements of a context of your own against its endpoints' budgets (R30); this line is all it takes:
    /// <c>AddDbContext&lt;ShopDb&gt;((sp, options) =&gt; options.UseNpgsql(…).AddSeaworthy(sp))</c>.
    /// </summary>
    public static DbContextOptionsBuilder AddSeaworthy(this DbContextOptionsBuilder options, IServiceProvider services) =>
        options.AddInterceptors(Budget(services));

    // One per host, whether modules or contexts of the application's own ask first.
    private static QueryBudgetInterceptor Budget(IServiceProvider services)
    {
        var current = services.GetRequiredService<CurrentRequest>();
        return current.DataLayer(() => new QueryBudgetInterceptor(new QueryBudget(
            current, services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<ILogger<QueryBudget>>())));
    }

    private static DatabaseEngine Engine(IServiceProvider services, SeaworthyOptions settings, string name, bool isAlone)
    {
        var options = settings.Database;
        const string Sqlite = "sqlite:";
        if (options.Url is { Length: > 0 } url && !url.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
        {
            var sources = services.GetRequiredService<PostgreSqlSources>();
            return new PostgreSqlEngine(sources.For(url, options), name);
        }

        var provider = services.GetService<SqliteProvider>()
            ?? throw new DatabaseSettingException("No DATABASE_URL is set, and this application brings no SQLite: register a SqliteProvider, or set DATABASE_URL=postgresql://…");
        return new SqliteEngine(provider, SqliteFile(options.Url?[Sqlite.Length..], settings.DataDirectory, name, isAlone));
    }

    // Each service has a file of its own, called alike whoever else is in the process: in the data folder, in the folder that the url names, or beside the file it names.
    private static string SqliteFile(string? path, string folder, string name, bool isAlone)
    {
        if (path is null || path.EndsWith('/') || Directory.Exists(path))
        {
            return Path.Combine(path ?? folder, $"{name}.db");
        }

        // That file itself was once a service's that was served alone: it stays so where it has no other yet.
        var own = $"{Path.ChangeExtension(path, null)}-{name}.db";
        return isAlone && File.Exists(path) && !File.Exists(own) ? path : own;
    }
}
