using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API9, improper inventory management: endpoints that no document knows, that nobody guards any more, or that are older than they say.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R43")]
[Trait("Requirement", "R49")]
public sealed partial class Api9InventoryTests(AttackedHost host)
{
    private static readonly string[] Documents =
    [
        "/grocery/openapi/v1.json", "/grocery/openapi/v2.json", "/workforce/openapi/v1.json", "/cafe/openapi/v1.json", "/todos/openapi/v1.json", "/todos/openapi/v2.json",
        "/rides/openapi/v1.json", "/rides/users/openapi/v1.json", "/rides/drivers/openapi/v1.json", "/rides/payments/openapi/v1.json",
    ];

    [Fact]
    public async Task Every_endpoint_is_in_its_document_and_the_desk_is_in_none()
    {
        var described = (await OperationsAsync()).Keys.ToHashSet();

        host.Endpoints.Where(endpoint => !endpoint.IsDesk).Select(Described).Except(described).ShouldBeEmpty();
        described.Intersect(host.Endpoints.Where(endpoint => endpoint.IsDesk).Select(Described)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_names_nothing_that_is_not_there() =>
        (await OperationsAsync()).Keys.Where(call => !call.Contains("/health", StringComparison.Ordinal)).Except(host.Endpoints.Select(Described)).Where(call => call.Contains("/api/", StringComparison.Ordinal) || call.Contains(" /rides", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public async Task What_is_guarded_says_so_and_how_it_is_opened()
    {
        var operations = await OperationsAsync();
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { IsDesk: false, IsOpen: false }))
        {
            var operation = operations[Described(endpoint)];

            operation["security"].ShouldNotBeNull(endpoint.Call).AsArray().ShouldNotBeEmpty(endpoint.Call);
            operation["responses"]!["401"].ShouldNotBeNull(endpoint.Call);
        }
    }

    [Fact]
    public async Task What_leaves_says_so_in_its_document_and_on_its_answers_and_names_what_follows()
    {
        var operations = await OperationsAsync();
        foreach (var endpoint in host.Endpoints.Where(endpoint => !endpoint.IsDesk))
        {
            var isLeaving = endpoint.Plan.Deprecation is not null;
            ((bool?)operations[Described(endpoint)]["deprecated"] ?? false).ShouldBe(isLeaving, endpoint.Call);
            if (isLeaving)
            {
                var answer = await host.SendAsync(endpoint.Method, endpoint.Path);
                answer.Header("Deprecation").ShouldNotBeNull(endpoint.Call);
                answer.Header("Link").ShouldNotBeNull(endpoint.Call).ShouldContain("successor-version");
            }
        }
    }

    [Theory]
    [InlineData("/grocery/api/v0/products")]
    [InlineData("/grocery/api/v3/products")]
    [InlineData("/grocery/api/beta/products")]
    [InlineData("/grocery/api/internal/products")]
    [InlineData("/cafe/api/orders/")]
    [InlineData("/cafe/api/v2/orders/")]
    [InlineData("/workforce/api/etter/v2/users")]
    [InlineData("/api/v1/products")]
    [InlineData("/rides/v1/mine")]
    [InlineData("/rides/api/v1/mine")]
    [InlineData("/rides/provider/charges/")]
    public async Task No_version_is_there_that_is_not_announced(string path) => (await host.SendAsync("GET", path)).Status.ShouldBe(404);

    private async Task<Dictionary<string, JsonNode>> OperationsAsync()
    {
        var operations = new Dictionary<string, JsonNode>();
        foreach (var document in Documents)
        {
            foreach (var (path, methods) in (await host.SendAsync("GET", document)).Json["paths"]!.AsObject())
            {
                foreach (var (method, operation) in methods!.AsObject().Where(member => member.Key is "get" or "post" or "put" or "patch" or "delete"))
                {
                    operations[Named(method, path)] = operation!;
                }
            }
        }

        return operations;
    }

    private static string Described(AttackedEndpoint endpoint) => Named(endpoint.Method, endpoint.Plan.Route);

    // As a document writes it: no constraints, and one form of the trailing slash.
    private static string Named(string method, string path) => $"{method.ToUpperInvariant()} {Constraint().Replace(path, "}").TrimEnd('/')}";

    [GeneratedRegex(@":[^}/]*\}")]
    private static partial Regex Constraint();
}
