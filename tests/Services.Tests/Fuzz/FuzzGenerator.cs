using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Grocery.Carts;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Users;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>
/// Makes requests to the endpoints of a host: routes from its plans, parameters and members from its definitions, and the ids
/// of a cart and an order that are there.
/// </summary>
internal sealed partial class FuzzGenerator(IReadOnlyList<EndpointPlan> plans, IReadOnlyList<string> ids)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"];

    private static readonly string[] Parameters =
    [
        .. ProductLists.V1.Filters.Concat(ProductLists.V2.Filters).Concat(ProductLists.Search.Filters).Concat(OrderLists.All.Filters).Concat(UserLists.All.Filters).SelectMany(filter => filter.Parameters).Distinct(),
        "page", "size", "limit", "cursor", "sort", "fields", "skip", "", "%00", "Limit", "limit%20", "limit[]",
    ];

    private static readonly string[] Members =
        [.. new[] { typeof(NewProduct), typeof(NewOrder), typeof(NewOrderItem), typeof(CartLine), typeof(StatusChange) }.SelectMany(type => type.GetProperties()).Select(member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name)), "id", "", "\\u0000", "__proto__", "Name", "nam\\u0065"];

    private static readonly Gen<string> Word = Gen.Frequency(
        (8, Gen.Elements(HostileWords.Values)),
        (2, Gen.Choose(1, 400).Select(number => $"{number}")),
        (1, Gen.Choose(0, 255).Select(unit => unit is '\r' or '\n' or ' ' ? "%" : $"{(char)unit}").ArrayOf(6).Select(string.Concat)));

    private static readonly Gen<string> Query = Gen.Elements(Parameters).Zip(Word).Select(pair => $"{pair.Item1}={pair.Item2}").ListOf()
        .Zip(Gen.Choose(0, 4)).Select(pairs => pairs.Item2 == 0 || pairs.Item1.Count == 0 ? "" : "?" + string.Join('&', pairs.Item1.Take(pairs.Item2)));

    private static readonly Gen<(string, string)[]> Headers = Gen.Frequency(
        (3, Gen.Constant(Array.Empty<(string, string)>())),
        (4, Gen.Elements(HostileWords.Headers).Select(header => new[] { (header.Name, header.Value) })),
        (2, Gen.Elements(HostileWords.Headers).Two().Select(two => new[] { (two.Item1.Name, two.Item1.Value), (two.Item2.Name, two.Item2.Value) })));

    /// <summary>One request.</summary>
    public Gen<FuzzRequest> Requests =>
        from plan in Gen.Elements(plans.ToArray())
        from path in Path(plan)
        from method in Gen.Frequency((4, Gen.Elements(plan.Methods.DefaultIfEmpty("GET").ToArray())), (1, Gen.Elements(Methods)))
        from query in Gen.Frequency((method is "GET" or "HEAD" ? 9 : 2, Query), (6, Gen.Constant("")))
        from headers in method is "PUT" ? Gen.OneOf(Headers, Gen.Constant(new[] { ("If-Match", "\"1\"") })) : Headers
        from body in method is "GET" or "HEAD" ? Gen.Frequency((9, Gen.Constant<byte[]?>(null)), (1, BodyFor(plan))) : Gen.Frequency((1, Gen.Constant<byte[]?>(null)), (9, BodyFor(plan)))
        from type in Gen.Frequency((9, Gen.Constant("application/json")), (1, Gen.Elements("text/plain", "application/json; charset=utf-16", "", "application/xml", "json")))
        from isCut in Gen.Frequency((60, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new FuzzRequest(method, path + query, body is null ? headers : [.. headers, ("Content-Type", type)], body, isCut && body is not null);

    private static Gen<byte[]?> BodyFor(EndpointPlan plan) => Gen.Frequency<byte[]?>(
        (12, Meant(plan.Route).Select(json => (byte[]?)Encoding.UTF8.GetBytes(json))),
        (2, Json(4).Select(json => (byte[]?)Encoding.UTF8.GetBytes(json))),
        (1, Meant(plan.Route).Zip(Gen.Choose(0, 60)).Select(cut => (byte[]?)Encoding.UTF8.GetBytes(cut.Item1[..Math.Min(cut.Item1.Length, cut.Item2)]))),
        (1, Gen.Elements(HostileWords.Bodies).Select(body => (byte[]?)body)));

    /// <summary>A body of ten megabytes to any endpoint; rare, because each takes as long as hundreds of others.</summary>
    public Gen<FuzzRequest> LargeRequests =>
        from request in Requests
        from body in Gen.Elements(HostileWords.LargeBodies)
        select request with { Method = "POST", Headers = [("Content-Type", "application/json")], Body = body, IsCut = false };

    private static Gen<string> Meant(string route) =>
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

    private static Gen<string> Json(int depth) => depth == 0
        ? Gen.Elements(HostileWords.Leaves)
        : Gen.OneOf(
            Gen.Elements(HostileWords.Leaves),
            Json(depth - 1).ArrayOf(3).Select(items => $"[{string.Join(',', items)}]"),
            Gen.Elements(Members).Zip(Json(depth - 1)).Select(pair => $"\"{pair.Item1}\":{pair.Item2}").ArrayOf(4).Select(members => $"{{{string.Join(',', members)}}}"));

    private Gen<string> Path(EndpointPlan plan) =>
        from value in Gen.Frequency((1, Gen.Choose(1, 250).Select(id => $"{id}")), (1, Word))
        from id in Gen.Frequency((3, Gen.Elements(ids.ToArray())), (1, Gen.Constant(value)))
        from twist in Gen.Frequency((12, Gen.Constant(0)), (3, Gen.Choose(1, 6)))
        let path = RouteValue().Replace(PublicId().Replace(plan.Route, id), value)
        select twist switch
        {
            1 => path + "/",
            2 => path + "/" + value,
            3 => path.ToUpperInvariant(),
            4 => path.Replace("s", "%C5%BF", StringComparison.Ordinal),
            5 => "/" + path,
            6 => path.Replace("/", "/./", StringComparison.Ordinal),
            _ => path,
        };

    // Carts and orders are known by an id that nobody guesses.
    [GeneratedRegex(@"\{id(:guid)?\}")]
    private static partial Regex PublicId();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex RouteValue();
}
