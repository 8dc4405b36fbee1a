using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.QueryBudgets;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Seed;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Pipeline;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What the grocery's own endpoints ask of the database.</summary>
[Trait("Requirement", "R30")]
public abstract class QueryBudgetOfGroceryTests : IAsyncLifetime
{
    private readonly Dictionary<string, QueryLedger> _ledgers = [];
    private TestDatabase _database = null!;
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development; // staff and customers are asked too
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<GroceryModule>();
            },
            app =>
            {
                app.Use(KeepLedgerAsync);
                app.UseSeaworthy();
                app.MapGet("/uncompiled", (Session<GroceryDb> session, CancellationToken cancellationToken) =>
                    session.ReadAsync((db, ct) => db.Products.CountAsync(ct), cancellationToken)).Public();
            },
            [.. _database.Settings, ("Seaworthy:RateLimiting:Policies:products", "1000000/second")]);
        await _app.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(null, default);
        await _app.App.Services.GetRequiredService<IServiceSeed>().SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), default);
        _app.Client.DefaultRequestHeaders.Authorization = new("Development", "test@example.com");
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task No_read_endpoint_runs_uncompiled_LINQ_or_more_statements_than_it_may()
    {
        var paths = _app.App.Services.GetRequiredService<EndpointPlans>().All
            .Where(plan => plan.Service.Name == GroceryModule.Info.Name && plan.Methods.Contains("GET") && plan.QueryBudget.Value is not null)
            .Select(plan => plan.Route.Replace("{id:long}", "1", StringComparison.Ordinal)).ToList();
        var cart = await NewAsync("/api/v2/carts", null);
        var order = await NewAsync("/api/v2/orders", new { items = new[] { new { product_id = 1, quantity = 1 } } });
        paths = [.. paths.Select(path => path.Replace("{id}", path.Contains("/carts/", StringComparison.Ordinal) ? cart : order, StringComparison.Ordinal))];

        paths.Count.ShouldBeGreaterThan(5);
        foreach (var path in paths)
        {
            (await LedgerAsync(path)).LinqQueries.ShouldBe(0, path);
        }

        _app.App.Services.GetRequiredService<QueryBudget>().Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endpoint_that_runs_uncompiled_LINQ_is_found_out() =>
        (await LedgerAsync("/uncompiled")).LinqQueries.ShouldBe(1);

    [Fact]
    [Trait("Requirement", "R45")]
    public void Whatever_callers_choose_a_list_has_64_shapes_at_the_most_and_its_usual_ones()
    {
        var cache = new ShapeCache<GroceryDb, Product, Product>(
            _app.App.Services.GetRequiredService<ServiceDatabase<GroceryDb>>(), ProductLists.V2, new ShapeBudget(), NullLogger.Instance);
        var random = new Random(Seed: 7);
        var all = ProductLists.V2.FieldBits(_ => true);
        var usual = ProductLists.V2.FieldBits(field => !field.OnRequest);
        ShapeKey[] keys = [.. from sort in Enumerable.Range(0, 3) from down in new[] { false, true } from kind in new[] { ShapeKind.First, ShapeKind.After }
            from filters in sort == 1 ? new ulong[] { 0b010, 0b011, 0b110, 0b111 } : [0b010, 0b011] select new ShapeKey(kind, sort, down, filters, 0)];

        for (var n = 0; n < 2000; n++)
        {
            cache.For(keys[random.Next(keys.Length)] with { Fields = (ulong)random.NextInt64((long)all + 1) });
        }

        var first = keys[0] with { Fields = usual };
        cache.For(first).ShouldBeSameAs(cache.For(first));
        cache.For(first).Columns.Count(column => column >= 0).ShouldBeLessThan(cache.For(first with { Fields = all }).Columns.Count(column => column >= 0));
        foreach (var key in keys)
        {
            cache.For(key with { Fields = usual });
            cache.For(key with { Fields = all });
        }

        cache.Count.ShouldBeLessThanOrEqualTo(ShapeBudget.MostShapes);
    }

    [Fact]
    [Trait("Requirement", "R45")]
    public async Task Two_lists_on_one_route_share_its_64_shapes()
    {
        const string Route = "/grocery/api/v2/products";
        var budget = _app.App.Services.GetRequiredService<EndpointPlans>().All.Single(plan => plan.Route == Route && plan.Methods.Contains("GET"))
            .Metadata.GetMetadata<ShapeBudget>()!;
        string[] fields = ["id", "name", "price", "currency", "category_id", "is_active", "image_url", "created_at", "description", "code"];
        string[] filters = ["sort=created_at", "sort=-created_at", "sort=price&min_price=1", "sort=-price&max_price=9", "sort=price", "sort=name", "sort=-name"];
        foreach (var query in from filter in filters from category in new[] { "", "&category=1" } from limit in new[] { 20, 100 } select $"{filter}{category}&limit={limit}")
        {
            foreach (var chosen in fields.Select((_, n) => string.Join(',', fields.Take(n + 1))))
            {
                (await _app.Client.GetAsync($"{Route}?{query}&fields={chosen}")).EnsureSuccessStatusCode();
            }
        }

        var ofList = budget.Count;
        foreach (var (sort, n) in from sort in new[] { "created_at", "-created_at" } from n in Enumerable.Range(1, fields.Length) select (sort, n))
        {
            (await _app.Client.GetAsync($"{Route}?search=milk&sort={sort}&fields={string.Join(',', fields.Take(n))}")).EnsureSuccessStatusCode();
        }

        budget.Count.ShouldBeGreaterThan(ofList, "the second list counts too");
        budget.Count.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    [Trait("Requirement", "R45")]
    public void A_list_that_finds_no_place_at_all_still_answers_and_keeps_nothing()
    {
        var budget = new ShapeBudget();
        while (budget.TryTake(ShapePlace.Wide))
        {
        }

        var cache = new ShapeCache<GroceryDb, Product, Product>(
            _app.App.Services.GetRequiredService<ServiceDatabase<GroceryDb>>(), ProductLists.V1, budget, NullLogger.Instance);
        var key = new ShapeKey(ShapeKind.Offset, 0, true, 0b10, ProductLists.V1.FieldBits(_ => true));

        cache.For(key).Sql.ShouldBe(cache.For(key).Sql);
        cache.Count.ShouldBe(0);
        budget.Count.ShouldBe(ShapeBudget.MostWide);
    }

    protected abstract Task<TestDatabase> CreateDatabaseAsync();

    private async Task<string> NewAsync(string path, object? body)
    {
        using var answer = await _app.Client.PostWithKeyAsync(path, body ?? new { });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, path);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
    }

    private async Task<QueryLedger> LedgerAsync(string path)
    {
        using var response = await _app.Client.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        lock (_ledgers)
        {
            return _ledgers[path];
        }
    }

    // Outside the pipeline, where the request has run and its record is not yet forgotten.
    private async Task KeepLedgerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<RequestRecord>()?.Scope?.DataState is QueryLedger ledger)
        {
            lock (_ledgers)
            {
                _ledgers[context.Request.Path.Value!] = ledger;
            }
        }
    }
}

public sealed class QueryBudgetOfGrocery_on_SQLite : QueryBudgetOfGroceryTests
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class QueryBudgetOfGrocery_on_PostgreSQL : QueryBudgetOfGroceryTests
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
