using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The grocery with three more endpoints: two that ask too often, and one that does not.</summary>
public sealed class BudgetedShop : IAsyncLifetime
{
    private readonly TestDatabase _database = TestDatabase.Sqlite();
    private TestApp _app = null!;

    public HttpClient Client => _app.Client;

    public IServiceProvider Services => _app.App.Services;

    public async Task InitializeAsync()
    {
        _app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<GroceryModule>();
            },
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/in-a-loop", (Session<GroceryDb> session, CancellationToken token) => session.ReadAsync(InALoopAsync, token)).Public();
                app.MapGet("/joined", (Session<GroceryDb> session, CancellationToken token) => session.ReadAsync(JoinedAsync, token)).WithQueryBudget(1).Public();
                app.MapGet("/over", (Session<GroceryDb> session, CancellationToken token) => session.ReadAsync(TwoAsync, token)).WithQueryBudget(1).Public();
            },
            _database.Settings);
        await _app.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, CancellationToken.None);
        await _app.App.Services.GetRequiredService<IServiceSeed>().SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<List<string?>> InALoopAsync(GroceryDb db, CancellationToken token)
    {
        var names = new List<string?>();
        foreach (var product in await db.Products.Where(p => p.IsActive).Take(10).ToListAsync(token))
        {
            names.Add(await db.Categories.Where(c => c.Id == product.CategoryId).Select(c => c.Name).SingleOrDefaultAsync(token));
        }

        return names;
    }

    private static Task<List<string?>> JoinedAsync(GroceryDb db, CancellationToken token) =>
        db.Products.Include(p => p.Category).Where(p => p.IsActive).Select(p => p.Category == null ? null : p.Category.Name).Take(10).ToListAsync(token);

    private static async Task<int> TwoAsync(GroceryDb db, CancellationToken token) =>
        await db.Products.CountAsync(token) + await db.Categories.CountAsync(token);
}
