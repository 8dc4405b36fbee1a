using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.QueryBudgets;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>S0's tenth item: products with their category in one query, and whoever asks once per row is found out.</summary>
[Trait("Requirement", "R30")]
public sealed class QueryBudgetTests : IAsyncLifetime
{
    private readonly TestDatabase _database = TestDatabase.Sqlite();
    private TestApp _app = null!;

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

    [Theory]
    [InlineData("/in-a-loop", "repeated", "Include")]
    [InlineData("/over", "over-budget", "WithQueryBudget")]
    public async Task A_query_in_a_loop_and_one_too_many_are_findings_that_name_the_endpoint_and_the_repair(string path, string kind, string repair)
    {
        (await _app.Client.GetAsync(path)).EnsureSuccessStatusCode();

        var finding = Findings().ShouldHaveSingleItem();
        (finding.Endpoint, finding.Kind).ShouldBe(($"GET {path}", kind));
        finding.Message.ShouldContain(repair);
    }

    [Theory]
    [InlineData("/joined")]
    [InlineData("/api/products/")]
    [InlineData("/api/v2/products?limit=100")]
    [InlineData("/api/v2/products?search=milk")]
    [InlineData("/api/v2/products/1")]
    [InlineData("/api/v2/products/1/summary")]
    [InlineData("/api/v2/categories")]
    public async Task What_the_grocery_serves_stays_within_its_budget(string path)
    {
        (await _app.Client.GetAsync(path)).EnsureSuccessStatusCode();

        Findings().ShouldBeEmpty();
    }

    private IReadOnlyCollection<QueryFinding> Findings() => _app.App.Services.GetRequiredService<QueryBudget>().Findings;

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
