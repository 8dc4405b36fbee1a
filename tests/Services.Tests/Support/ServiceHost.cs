using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Support;

/// <summary>Services on a real socket with a migrated database of their own; one per test class.</summary>
public abstract class ServiceHost : IAsyncLifetime
{
    private TestApp? _app;

    public HttpClient Client => App.Client;

    public TestApp App => _app ?? throw new InvalidOperationException("The host has not started.");

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Path prefix under which the service is called: apart it answers at the root too.</summary>
    public abstract string Prefix { get; }

    /// <summary>Name of the environment it runs in.</summary>
    protected virtual string Environment => Environments.Production;

    /// <summary>What differs from the defaults.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    public async Task InitializeAsync()
    {
        Database = await CreateDatabaseAsync();
        _app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environment;
                AddSqlite(builder.Services);
                Build(builder);
                AddModules(builder.AddSeaworthy().AddTokens());
            },
            app => app.UseSeaworthy(),
            [.. Database.Settings, ("Seaworthy:RateLimiting:Policies:products", "1000000/second"), .. Settings, ("Seaworthy:RateLimiting:Policies:sign-in", "1000000/second")]);
        foreach (var database in _app.App.Services.GetServices<IServiceDatabase>())
        {
            await database.MigrateUpAsync(to: null, CancellationToken.None);
        }

        await FillAsync();
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected abstract Task<TestDatabase> CreateDatabaseAsync();

    protected abstract void AddModules(SeaworthyBuilder seaworthy);

    /// <summary>For what is no module's: addresses, outputs.</summary>
    protected virtual void Build(WebApplicationBuilder builder)
    {
    }

    protected virtual void AddSqlite(IServiceCollection services) => services.AddEmbeddedSqlite();

    protected virtual Task FillAsync() => Task.CompletedTask;
}
