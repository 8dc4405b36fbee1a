using FsCheck;
using FsCheck.Fluent;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Carts;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Users;
using Seaworthy.Services.Tests.Grocery;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>The grocery, with a cart and an order that are there.</summary>
public abstract class GroceryFuzz(GroceryHost host, ITestOutputHelper output) : FuzzTests(host, output)
{
    private static readonly string[] Members = FuzzSubject.MembersOf(typeof(NewProduct), typeof(NewOrder), typeof(NewOrderItem), typeof(CartLine), typeof(StatusChange));

    internal override FuzzSubject Subject { get; } = new()
    {
        Service = GroceryModule.Info.Name,
        Parameters = [.. ProductLists.V1.Filters.Concat(ProductLists.V2.Filters).Concat(ProductLists.Search.Filters).Concat(OrderLists.All.Filters).Concat(UserLists.All.Filters).SelectMany(filter => filter.Parameters).Distinct()],
        Members = Members,
        SignIns = [.. Enumerable.Repeat("Development test@example.com", 4), "Development shopper@example.com", null, null, null],
        Rows = 250,
        Body = Body,
        FailureType = FuzzVerdict.ProblemType,
        FailureFault = FuzzVerdict.ProblemFault,
        Meets = ["GET 200", "POST 201", "POST 400", "POST 401", "POST 403", "POST 422", "PUT 200", "PUT 422", "DELETE 204"],
        Alive = "/api/v2/products",
    };

    protected override async Task<IReadOnlyList<string>> PrepareAsync()
    {
        var shop = new ShopClient(host);
        await shop.StockAsync(2, 3); // soon gone
        using var cart = await shop.PostAsync("/api/v2/carts", null);
        return [(string)(await ShopClient.JsonAsync(cart))["id"]!, (string)(await shop.OrderAsync((3, 1)))["id"]!];
    }

    private static Gen<string> Body(string route) =>
        route.Contains("/status", StringComparison.Ordinal) ? Gen.Elements(OrderStatus.All.ToArray()).Select(status => $"{{\"status\":\"{status}\"}}")
        : route.Contains("/items", StringComparison.Ordinal) || route.Contains("/stock", StringComparison.Ordinal) ? Quantity.Select(quantity => $"{{\"quantity\":{quantity}}}")
        : route.Contains("/orders", StringComparison.Ordinal) ? Order
        : Product;

    private static Gen<string> Quantity => Gen.Frequency((4, Gen.Choose(1, 5).Select(number => $"{number}")), (1, Gen.Elements(HostileWords.Leaves)));

    // Mostly lines that can be ordered, with one that cannot.
    private static Gen<string> Order =>
        from lines in Gen.Choose(1, 260).Zip(Quantity).ArrayOf(3)
        from price in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Elements(HostileWords.Leaves).Select(leaf => $",\"price\":{leaf}")))
        from other in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(Members).Zip(Gen.Elements(HostileWords.Leaves)).Select(pair => $",\"{pair.Item1}\":{pair.Item2}")))
        select $"{{\"items\":[{string.Join(',', lines.Select(line => $"{{\"product_id\":{line.Item1},\"quantity\":{line.Item2}{price}}}"))}]{other}}}";

    // Mostly a product with one wrong member, so that most requests get past the first check.
    private static Gen<string> Product =>
        from name in Gen.Elements("\"Bread\"", "\"Milk, 1 l\"")
        from other in Gen.Elements(Members).Zip(Gen.Frequency((1, Gen.Elements(HostileWords.Leaves)), (6, Gen.Elements(HostileWords.Texts)))).ListOf()
        from order in Gen.Elements(false, true)
        let usual = (string[])[$"\"name\":{name}", "\"price\":4.99", "\"description\":\"\""]
        let strange = other.Take(2).Select(pair => $"\"{pair.Item1}\":{pair.Item2}").ToArray()
        let replaced = usual.Where(member => !strange.Any(one => one.StartsWith(member[..member.IndexOf(':')], StringComparison.Ordinal)))
        select $"{{{string.Join(',', order && strange.Length > 1 ? [.. usual, .. strange] : [.. strange, .. replaced])}}}";
}

public sealed class Fuzz_of_grocery_on_SQLite(AdminTogetherOnSqlite host, ITestOutputHelper output) : GroceryFuzz(host, output), IClassFixture<AdminTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Fuzz_of_grocery_on_PostgreSQL(AdminTogetherOnPostgreSql host, ITestOutputHelper output) : GroceryFuzz(host, output), IClassFixture<AdminTogetherOnPostgreSql>;
