using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>The grocery's database without a server in front.</summary>
public sealed class GroceryData : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private GroceryData(TestDatabase database)
    {
        _database = database;
        App = Build(database);
    }

    public WebApplication App { get; }

    internal ServiceDatabase<GroceryDb> Database => App.Services.GetRequiredService<ServiceDatabase<GroceryDb>>();

    internal Session<GroceryDb> Session => App.Services.GetRequiredService<Session<GroceryDb>>();

    public static async Task<GroceryData> CreateAsync(string engine) =>
        new(engine == "sqlite" ? TestDatabase.Sqlite() : await TestDatabase.PostgreSqlAsync());

    /// <summary>Another host on the same database, as another process would be.</summary>
    public WebApplication Another(params (string Key, string Value)[] settings) => Build(_database, settings);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static WebApplication Build(TestDatabase database, params (string Key, string Value)[] settings) => TestApp.Build(
        builder =>
        {
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddTokens().AddModule<GroceryModule>();
        },
        app => app.UseSeaworthy(),
        [.. database.Settings, .. settings]);
}
