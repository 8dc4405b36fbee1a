using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>
/// Makes requests to the endpoints of a service: routes from its plans, all else from what the service says of itself, and public
/// ids of rows that are there.
/// </summary>
internal sealed partial class FuzzGenerator(IReadOnlyList<EndpointPlan> plans, FuzzSubject subject, IReadOnlyList<string> ids)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"];

    private static readonly string[] Parameters =
        ["page", "page_size", "size", "limit", "cursor", "sort", "fields", "skip", "", "%00", "Limit", "limit%20", "limit[]"];

    private static readonly Gen<string> Word = Gen.Frequency(
        (8, Gen.Elements(HostileWords.Values)),
        (2, Gen.Choose(1, 400).Select(number => $"{number}")),
        (1, Gen.Choose(0, 255).Select(unit => unit is '\r' or '\n' or ' ' ? "%" : $"{(char)unit}").ArrayOf(6).Select(string.Concat)));

    private static readonly Gen<(string, string)[]> Headers = Gen.Frequency(
        (3, Gen.Constant(Array.Empty<(string, string)>())),
        (4, Gen.Elements(HostileWords.Headers).Select(header => new[] { (header.Name, header.Value) })),
        (2, Gen.Elements(HostileWords.Headers).Two().Select(two => new[] { (two.Item1.Name, two.Item1.Value), (two.Item2.Name, two.Item2.Value) })));

    private readonly Gen<string> _query = Gen.Elements((string[])[.. subject.Parameters, .. Parameters]).Zip(Word).Select(pair => $"{pair.Item1}={pair.Item2}").ListOf()
        .Zip(Gen.Choose(0, 4)).Select(pairs => pairs.Item2 == 0 || pairs.Item1.Count == 0 ? "" : "?" + string.Join('&', pairs.Item1.Take(pairs.Item2)));

    /// <summary>One request.</summary>
    public Gen<FuzzRequest> Requests =>
        from plan in Gen.Elements(plans.ToArray())
        from path in Path(plan)
        from method in Gen.Frequency((4, Gen.Elements(plan.Methods.DefaultIfEmpty("GET").ToArray())), (1, Gen.Elements(Methods)))
        from query in Gen.Frequency((method is "GET" or "HEAD" ? 9 : 2, _query), (6, Gen.Constant("")))
        from other in method is "PUT" ? Gen.OneOf(Headers, Gen.Elements(("If-Match", "\"1\""), ("If-Match", "*")).Select(header => new[] { header })) : Headers
        from who in Gen.Elements(subject.SignIns)
        let headers = who is null ? other : [.. other, ("Authorization", who)]
        from body in method is "GET" or "HEAD" ? Gen.Frequency((9, Gen.Constant<byte[]?>(null)), (1, BodyOf(plan))) : Gen.Frequency((1, Gen.Constant<byte[]?>(null)), (9, BodyOf(plan)))
        from type in Gen.Frequency((9, Gen.Constant("application/json")), (1, Gen.Elements("text/plain", "application/json; charset=utf-16", "", "application/xml", "json")))
        from isCut in Gen.Frequency((60, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new FuzzRequest(method, path + query, body is null ? headers : [.. headers, ("Content-Type", type)], body, isCut && body is not null);

    private Gen<byte[]?> BodyOf(EndpointPlan plan) => Gen.Frequency<byte[]?>(
        (12, subject.Body(plan.Route).Select(json => (byte[]?)Encoding.UTF8.GetBytes(json))),
        (2, Json(4).Select(json => (byte[]?)Encoding.UTF8.GetBytes(json))),
        (1, subject.Body(plan.Route).Zip(Gen.Choose(0, 60)).Select(cut => (byte[]?)Encoding.UTF8.GetBytes(cut.Item1[..Math.Min(cut.Item1.Length, cut.Item2)]))),
        (1, Gen.Elements(HostileWords.Bodies).Select(body => (byte[]?)body)));

    /// <summary>A body of ten megabytes to any endpoint; rare, because each takes as long as hundreds of others.</summary>
    public Gen<FuzzRequest> LargeRequests =>
        from request in Requests
        from body in Gen.Elements(HostileWords.LargeBodies)
        select request with { Method = "POST", Headers = [("Content-Type", "application/json")], Body = body, IsCut = false };

    private Gen<string> Json(int depth) => depth == 0
        ? Gen.Elements(HostileWords.Leaves)
        : Gen.OneOf(
            Gen.Elements(HostileWords.Leaves),
            Json(depth - 1).ArrayOf(3).Select(items => $"[{string.Join(',', items)}]"),
            Gen.Elements(subject.Members).Zip(Json(depth - 1)).Select(pair => $"\"{pair.Item1}\":{pair.Item2}").ArrayOf(4).Select(members => $"{{{string.Join(',', members)}}}"));

    private Gen<string> Path(EndpointPlan plan) =>
        from value in Gen.Frequency((1, Gen.Choose(1, subject.Rows).Select(id => $"{id}")), (1, Word))
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
