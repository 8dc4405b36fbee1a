using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Builder;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Validation;

[Trait("Requirement", "R3")]
[Trait("Requirement", "R5")]
public sealed class RandomBodyTests
{
    private static readonly string[] Names =
        ["name", "price", "description", "email", "code", "at", "id", "flag", "ratio", "counts", "extra", "nested", "x", "", "\\u0000", "\\ud800"];

    private static readonly string[] Leaves =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "-0", "123456789012345678901234567890", "\"\"", "\"a\"", "\"\\u0000\"", "\"\\ud83d\"", "\"<script>\"",
        "\"2026-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"'; DROP TABLE users; --\"", "[", "}", "\"", "",
    ];

    [Fact]
    public async Task Whatever_is_sent_is_answered_below_500()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapPost("/products", (Body<NewProduct> body) => body.Value);
            app.MapPost("/anything", (Body<Anything> body) => body.Value);
        });
        foreach (var json in Json(4).Sample(600, 20))
        {
            foreach (var path in new[] { "/products", "/anything" })
            {
                using var response = await app.PostJsonAsync(path, json);
                ((int)response.StatusCode).ShouldBeLessThan(500, json);
            }
        }
    }

    private static Gen<string> Json(int depth) => depth == 0
        ? Gen.Elements(Leaves)
        : Gen.OneOf(
            Gen.Elements(Leaves),
            Json(depth - 1).ArrayOf(3).Select(items => $"[{string.Join(',', items)}]"),
            Gen.Elements(Names).Zip(Json(depth - 1)).Select(pair => $"\"{pair.Item1}\":{pair.Item2}").ArrayOf(4).Select(members => $"{{{string.Join(',', members)}}}"));
}
