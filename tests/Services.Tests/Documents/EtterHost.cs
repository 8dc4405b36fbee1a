using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Hosting;
using Seaworthy.Workforce;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>
/// What <c>seaworthy serve --target workforce</c> serves at a desk: workforce alone with its demo data. The document's tests put
/// somebody else in the place of what checks tokens; so does this host.
/// </summary>
public class EtterHost : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public TestApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        App = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddEmbeddedSqlite();
                builder.Services.AddAuthentication(KnownTokens.Name).AddScheme<AuthenticationSchemeOptions, KnownTokens>(KnownTokens.Name, null);
                builder.AddSeaworthy().AddModule<WorkforceModule>();
            },
            app => app.UseSeaworthy(),
            _database.Settings);
        await App.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, CancellationToken.None);
        await App.App.Services.GetRequiredService<IServiceSeed>().SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected virtual Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

public sealed class EtterHostOnPostgreSql : EtterHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
