using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Seaworthy.Cafe;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Staff;
using Seaworthy.Cafe.Tables;
using Seaworthy.Services.Tests.Cafe;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>The cafe, asked by the staff of one restaurant, by the owner of another and by strangers.</summary>
public abstract class CafeFuzz(CafeOnSqlite host, ITestOutputHelper output) : FuzzTests(host, output)
{
    private static readonly string[] Members = FuzzSubject.MembersOf(
        typeof(NewUser), typeof(NewTable), typeof(NewCategory), typeof(NewMenuItem), typeof(NewModifier), typeof(Availability), typeof(NewOrder), typeof(NewOrderItem),
        typeof(StatusChange), typeof(Payment), typeof(RestaurantChange));

    internal override FuzzSubject Subject { get; } = new()
    {
        Service = CafeModule.Info.Name,
        Parameters = [.. OrderLists.All.Filters.Concat(MenuLists.Items.Filters).SelectMany(filter => filter.Parameters).Distinct()],
        Members = Members,
        SignIns =
        [
            .. Enumerable.Repeat($"Development {CafeOnSqlite.Manager}", 6), $"Development {CafeOnSqlite.Barista}", $"Development {CafeOnSqlite.OtherOwner}",
            "Development nobody@nowhere.example", "Development \u00ff", null,
        ],
        Rows = 12,
        Body = Body,
        FailureType = "application/json",
        FailureFault = (failure, _) => failure.GetProperty("detail").GetString() is { Length: > 0 } ? null : "no detail",
        Meets = ["GET 200", "GET 400", "GET 401", "GET 403", "GET 404", "POST 201", "POST 400", "POST 422", "PUT 400", "PUT 404"],
        Alive = "/api/v1/menu-items/",
    };

    // A feed ends when its caller goes.
    protected override bool IsAsked(string route) => !route.EndsWith("/feed", StringComparison.Ordinal);

    protected override async Task<IReadOnlyList<string>> PrepareAsync()
    {
        var owner = new CafeClient(host);
        return [await owner.OrderAsync(), await owner.OrderAsync(item: 3, table: 1)];
    }

    private static Gen<string> Body(string route) =>
        route.EndsWith("/status", StringComparison.Ordinal) ? Gen.Elements(OrderStatus.All.ToArray()).Select(status => $"{{\"status\":\"{status}\"}}")
        : route.EndsWith("/availability", StringComparison.Ordinal) ? Gen.Elements("true", "false", "null", "1").Select(flag => $"{{\"is_available\":{flag}}}")
        : route.EndsWith("/pay", StringComparison.Ordinal) ? Price.Select(total => $"{{\"total\":{total}}}")
        : route.Contains("/orders", StringComparison.Ordinal) ? Gen.Frequency((1, GoodOrder), (2, Of(("items", Lines), ("customer_name", Text), ("notes", Text), ("table_id", Number))))
        : route.Contains("/menu-items", StringComparison.Ordinal) ? Of(("name", Text), ("category_id", Number), ("price", Price), ("description", Text), ("modifiers", Modifiers))
        : route.Contains("/users", StringComparison.Ordinal) ? Of(("email", Emails), ("full_name", Text), ("role", Gen.Elements("\"barista\"", "\"manager\"", "\"admin\"")))
        : Of(("name", Text), ("position", Number), ("seats", Number));

    private static Gen<string> Text => Gen.Frequency((6, Gen.Elements("\"Fine\"", "\"José O'Brien-Smith\"")), (6, Gen.Elements(HostileWords.Texts)), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Number => Gen.Frequency((5, Gen.Choose(1, 12).Select(number => $"{number}")), (2, Gen.Constant("null")), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Price => Gen.Frequency((5, Gen.Elements("3.9", "0.01", "99999", "7.8")), (2, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Emails => Gen.Frequency((6, Gen.Choose(1, 100_000).Select(number => $"\"u{number}@fuzz.example\"")), (1, Text));

    // So that some are taken in each run, however it is drawn.
    private static Gen<string> GoodOrder => Gen.Choose(1, 9).Select(item => $"{{\"items\":[{{\"menu_item_id\":{item},\"quantity\":1}}]}}");

    private static Gen<string> Lines => Gen.Frequency(
        (6, Gen.Choose(1, 12).Zip(Number).ArrayOf(2).Select(lines => $"[{string.Join(',', lines.Select(line => $"{{\"menu_item_id\":{line.Item1},\"quantity\":{line.Item2},\"modifiers\":[{line.Item1}]}}"))}]")),
        (6, Gen.Choose(1, 9).Select(item => $"[{{\"menu_item_id\":{item},\"quantity\":1}}]")),
        (1, Gen.Elements("[]", "[null]", "[{}]", "[[]]", "{}", "null")));

    private static Gen<string> Modifiers => Gen.Frequency(
        (4, Gen.Constant("null")), (4, Text.Zip(Price).Select(one => $"[{{\"name\":{one.Item1},\"price\":{one.Item2}}}]")), (1, Gen.Elements("[null]", "[{}]", "[[]]", "{}", "[{\"name\":\"x\"},{\"name\":\"x\"}]")));

    // All members, one of them perhaps strange or twice.
    private static Gen<string> Of(params (string Name, Gen<string> Value)[] members) =>
        from usual in members.Aggregate(Gen.Constant(""), (all, member) => all.Zip(member.Value).Select(pair => $"{pair.Item1}{(pair.Item1.Length > 0 ? "," : "")}\"{member.Name}\":{pair.Item2}"))
        from other in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(Members).Zip(Gen.Elements(HostileWords.Leaves)).Select(pair => $",\"{pair.Item1}\":{pair.Item2}")))
        select $"{{{usual}{other}}}";
}

public sealed class Fuzz_of_cafe_on_SQLite(CafeOnSqlite host, ITestOutputHelper output) : CafeFuzz(host, output), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Fuzz_of_cafe_on_PostgreSQL(CafeOnPostgreSql host, ITestOutputHelper output) : CafeFuzz(host, output), IClassFixture<CafeOnPostgreSql>;
