using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>What <c>seaworthy serve --target NAME</c> serves at a desk: one backend alone, with its demo data, in Development.</summary>
public abstract class ServedAlone<TModule> : IAsyncLifetime
    where TModule : IModule
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
                AddServices(builder.Services);
                builder.AddSeaworthy().AddTokens().AddModule<TModule>();
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

    protected virtual void AddServices(IServiceCollection services)
    {
    }

    protected virtual Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}
