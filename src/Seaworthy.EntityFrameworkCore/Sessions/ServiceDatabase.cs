using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Seaworthy.Caching;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.QueryBudgets;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Hosting;
using Seaworthy.Idempotency;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>
/// The database of one service: its engine, its pool of contexts, its migrations. Only sessions and lists open it; nobody
/// else gets a context.
/// </summary>
/// <typeparam name="TContext">The service's context.</typeparam>
public sealed class ServiceDatabase<TContext> : IServiceDatabase, IAsyncDisposable
    where TContext : DbContext
{
    private readonly PooledDbContextFactory<TContext> _contexts;
    private readonly MigrationRunner<TContext> _migrations;
    private readonly CacheInvalidation? _cache;
    private readonly CommitNewsOfAll _news;
    private readonly Lazy<IReadOnlyModel> _model;
    private readonly Lazy<TenantStatements?> _tenants;
    private readonly ILogger _log;

    internal ServiceDatabase(
        string service, DatabaseEngine engine, QueryBudgetInterceptor budget, TrailSignature signature, ILogger log, CacheInvalidation? cache = null,
        KeyKeeping<TContext>? keys = null, CommitNewsOfAll? news = null)
    {
        (Service, Sql, Budget, _log, _cache) = (service, engine, budget, log, cache);
        _news = news ?? new();
        var options = new DbContextOptionsBuilder<TContext>()
            // The trail's own lines are looked at by the one that keeps tenants apart.
            .AddInterceptors(budget, new TrailInterceptor(signature, service), new ForeignRowInterceptor())
            .EnableThreadSafetyChecks(false)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.TrackAll)
            // Migrations are written by hand and a test compares them with the model: there is no snapshot to differ from.
            // What belongs to a row of a tenant and has no tenant of its own is found through that row alone.
            .ConfigureWarnings(warnings => warnings.Ignore(
                RelationalEventId.PendingModelChangesWarning, CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
        engine.Configure(options);
        _contexts = new PooledDbContextFactory<TContext>(options.Options);
        _migrations = new MigrationRunner<TContext>(this);
        _model = new(ReadModel);
        _tenants = new(() => TenantStatements.Of(Model));
        Keys = keys is null ? null : new(this, keys.Life, keys.Time);
    }

    /// <inheritdoc/>
    public string Service { get; }

    /// <inheritdoc/>
    public string Engine => Sql.Name;

    /// <inheritdoc/>
    public string Place => Sql.Place;

    internal DatabaseEngine Sql { get; }

    internal IReadOnlyModel Model => _model.Value;

    internal QueryBudgetInterceptor Budget { get; }

    /// <summary>Whether the service writes an audit trail.</summary>
    internal bool KeepsTrail => Model.FindEntityType(typeof(TrailRow)) is not null;

    /// <summary>The service's idempotency keys; null where it has no table of them.</summary>
    internal ServiceKeys<TContext>? Keys { get; }

    /// <summary>The running request, when it has a key of this database.</summary>
    internal KeyedRun? Run => Keys is not null && Budget.Budget.Scope?.Run is { } run && run.Store == Keys ? run : null;

    /// <inheritdoc/>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Sql.OpenProbeAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MigrationState>> MigrationsAsync(CancellationToken cancellationToken) =>
        _migrations.StatusAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> MigrateUpAsync(string? to, CancellationToken cancellationToken) =>
        _migrations.UpAsync(to, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> MigrateDownAsync(string? to, CancellationToken cancellationToken) =>
        _migrations.DownAsync(to, cancellationToken);

    /// <inheritdoc/>
    public Task<string> ScriptAsync(string? to, CancellationToken cancellationToken) => _migrations.ScriptAsync(to, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Sql.DisposeAsync();

    /// <summary>Attempts at a unit of work that may be done again.</summary>
    internal WorkAttempts Attempts() => new(Service, Sql, Budget.Budget, _log);

    /// <summary>Counts a statement that EF Core does not run itself against the request's budget.</summary>
    internal void CountStatement(string sql) => Budget.Budget.Count(sql, isLinqQuery: false);

    /// <summary>
    /// Commits, and kills what the caches of all processes hold under these tags. It marks them before: nothing is kept under them
    /// from then on, so that a process which dies right after its commit leaves nothing old behind. Invalidates also where the commit
    /// failed: it may have been made.
    /// </summary>
    internal async Task CommitAsync(IDbContextTransaction transaction, IReadOnlyList<string> touched)
    {
        var (writer, running) = (_cache is null ? null : await _cache.MarkAsync(touched), transaction.GetDbTransaction());
        try
        {
            // Once the commit is on its way nobody may turn it into "perhaps": the caller's leaving no longer matters.
            await transaction.CommitAsync(CancellationToken.None);
        }
        finally
        {
            if (_cache is not null)
            {
                await _cache.InvalidateAsync(touched, writer);
            }
        }

        _news.Committed(running);
    }

    /// <summary>Runs statements as a transaction of their own; says which check refused.</summary>
    internal async Task<string?> ExecuteAloneAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var refused = await Sql.ExecuteAloneAsync(statements, cancellationToken);
        if (refused is null)
        {
            _news.Committed(statements);
        }

        return refused;
    }

    /// <summary>A connection to read over; while a request's answer is made, that of its own transaction.</summary>
    internal async ValueTask<ReadConnection> OpenAsync(CancellationToken cancellationToken) =>
        Run?.Reads is { } reads && reads.Database == this
            ? new(reads.Connection, isBorrowed: false)
            : new(await Sql.OpenAsync(cancellationToken), isBorrowed: true);

    /// <summary>A context that only tells the model and the migrations: it does not touch the database.</summary>
    internal TContext LeaseUnclaimed() => _contexts.CreateDbContext();

    /// <summary>A context for whoever's rows are meant; it forgets them when it comes back.</summary>
    internal TContext Lease(TenantScope scope = default)
    {
        Sql.Prepare();
        var context = _contexts.CreateDbContext();
        (context as TenantDbContext)?.Enter(scope);
        return context;
    }

    /// <summary>
    /// Counts statements of the service's own, each text once, and refuses one that would meet rows of tenants that are not meant. Of jobs and events is told at the commit.
    /// </summary>
    internal void Admit(IReadOnlyList<SqlStatement> statements, TenantScope scope, DbTransaction? running = null)
    {
        _news.Mark(running, statements);
        for (var i = 0; i < statements.Count; i++)
        {
            _tenants.Value?.Check(statements[i], scope);
        }

        foreach (var sql in statements.Select(statement => statement.Sql).Distinct())
        {
            CountStatement(sql);
        }
    }

    /// <summary>The table, where rows may be put into it in bulk.</summary>
    internal string Admitted(string table, TenantScope scope)
    {
        _tenants.Value?.CheckBulk(table, scope);
        return table;
    }

    private IReadOnlyModel ReadModel()
    {
        using var context = LeaseUnclaimed();
        return context.Model;
    }
}
