using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;
using Seaworthy.Hosting;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>The grocery with 250 products: many of one price, some of one instant, one in five not for sale.</summary>
public abstract class GroceryHost : ServiceHost
{
    public const int Products = 250;
    public const int Categories = 4;

    /// <summary>One of the shop's staff, who may put products on the shelf.</summary>
    public HttpClient Staff { get; private set; } = null!;

    internal Session<GroceryDb> Session => App.App.Services.GetRequiredService<Session<GroceryDb>>();

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddModule<GroceryModule>();

    protected override async Task FillAsync()
    {
        await Session.WriteAsync(AddProducts, CancellationToken.None);
        Staff = new HttpClient { BaseAddress = App.Address };
        Staff.DefaultRequestHeaders.Authorization = new("Bearer", await App.TokenAsync<GroceryDb>(GroceryModule.Info.Name, "staff@example.com", tenant: null, Routes.AdminRole));
    }

    private static Task<int> AddProducts(GroceryDb db, CancellationToken cancellationToken)
    {
        var categories = Enumerable.Range(1, Categories).Select(n => new Category { Name = $"Shelf {n}", Slug = $"shelf-{n}" }).ToList();
        db.AddRange(categories);
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var n = 0; n < Products; n++)
        {
            var product = new Product
            {
                Name = "",
                NameKey = "",
                Description = $"The {n}th thing",
                Price = 49 + (n % 7 * 10),
                Category = categories[n % Categories],
                IsActive = n % 5 != 0,
                CreatedAt = start.AddMicroseconds(n / 3),
                UpdatedAt = start,
            };
            product.Rename($"Thing {n:000} of wood{(n % 10 == 1 ? " and Stone" : "")}");
            db.Add(product);
        }

        return Task.FromResult(0);
    }
}

/// <summary>All services in one process: the grocery under its prefix, a neighbour beside it.</summary>
public class GroceryTogetherOnSqlite : GroceryHost
{
    public override string Prefix => "/grocery";

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void AddModules(SeaworthyBuilder seaworthy)
    {
        base.AddModules(seaworthy);
        seaworthy.AddModule<Neighbour>();
    }
}

/// <summary>The grocery alone, called at the root.</summary>
public class GroceryApartOnSqlite : GroceryHost
{
    public override string Prefix => "";

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

public sealed class GroceryTogetherOnPostgreSql : GroceryTogetherOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

public sealed class GroceryApartOnPostgreSql : GroceryApartOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

/// <summary>Another service in the same process, with another dialect.</summary>
public sealed class Neighbour : IModule
{
    public static ModuleInfo Info { get; } = new("neighbour", "A neighbour", Dialect.Cafe);

    public static void AddServices(ModuleBuilder module)
    {
    }

    public static void MapRoutes(RouteGroupBuilder routes) => routes.MapGet("/things", () => "things");
}
