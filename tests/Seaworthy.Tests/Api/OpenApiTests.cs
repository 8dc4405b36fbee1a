using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Seaworthy.Tests.Validation;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Api;

[Trait("Requirement", "R49")]
public sealed class OpenApiTests(FiveShops shops) : IClassFixture<FiveShops>
{
    private readonly TestApp _app = shops.App;

    [Fact]
    public async Task The_root_lists_every_document_of_the_process()
    {
        var list = await ReadAsync("/openapi");
        var urls = list.GetProperty("documents").EnumerateArray().Select(one => one.GetProperty("url").GetString()!).ToList();

        urls.Count.ShouldBe(10);
        urls.ShouldContain("/grocery/openapi/v1.json");
        urls.ShouldContain("/rides/openapi/v2.json");
        foreach (var url in urls)
        {
            OpenApiRules.Faults(await ReadAsync(url)).ShouldBeEmpty(url);
        }
    }

    [Fact]
    public async Task A_version_holds_its_own_operations_and_no_shadows()
    {
        Operations(await ReadAsync("/grocery/openapi/v1.json")).ShouldBe(["get /grocery/api/v1/products"]);
        Operations(await ReadAsync("/grocery/openapi/v2.json")).Order().ShouldBe(
        [
            "get /grocery/api/v2/fails", "get /grocery/api/v2/products", "get /grocery/api/v2/products/{id}", "get /grocery/status",
            "post /grocery/api/v2/orders", "post /grocery/api/v2/products",
        ]);
        using var none = await _app.Client.GetAsync("/grocery/openapi/v3.json");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("v1", true)]
    [InlineData("v2", false)]
    public async Task Deprecated_in_the_document_is_deprecated_in_the_answer(string version, bool deprecated)
    {
        var operation = (await ReadAsync($"/todos/openapi/{version}.json")).GetProperty("paths").GetProperty($"/todos/api/{version}/products").GetProperty("get");
        using var response = await _app.Client.GetAsync($"/todos/api/{version}/products");

        (operation.TryGetProperty("deprecated", out var flag) && flag.GetBoolean()).ShouldBe(deprecated);
        response.Headers.Contains("Deprecation").ShouldBe(deprecated);
    }

    [Fact]
    public async Task A_body_is_described_with_its_rules_and_an_example_that_the_endpoint_takes()
    {
        var document = await ReadAsync("/grocery/openapi/v2.json");
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("NewProduct");
        var name = schema.GetProperty("properties").GetProperty("name");
        var price = schema.GetProperty("properties").GetProperty("price");

        schema.GetProperty("required").EnumerateArray().Select(one => one.GetString()).ShouldBe(["name", "price", "description"], ignoreOrder: true);
        name.GetProperty("type").GetString().ShouldBe("string");
        name.GetProperty("maxLength").GetInt32().ShouldBe(200);
        price.GetProperty("type").GetString().ShouldBe("number");
        price.GetProperty("exclusiveMinimum").GetInt32().ShouldBe(0);
        price.GetProperty("maximum").GetInt32().ShouldBe(999_999);

        foreach (var path in new[] { "/grocery/api/v2/products", "/grocery/api/v2/orders" })
        {
            var example = document.GetProperty("paths").GetProperty(path).GetProperty("post")
                .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
            using var response = await _app.PostJsonAsync(path, example);
            response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync() + example);
        }
    }

    [Fact]
    public async Task A_handler_that_takes_only_the_context_is_described_by_its_word()
    {
        var operation = (await ReadAsync("/cafe/openapi/v2.json")).GetProperty("paths").GetProperty("/cafe/api/v2/products").GetProperty("get");
        var limit = operation.GetProperty("parameters")[0];

        operation.GetProperty("summary").GetString().ShouldBe("Products, newest first");
        limit.GetProperty("name").GetString().ShouldBe("limit");
        limit.GetProperty("schema").GetProperty("type").GetString().ShouldBe("integer");
        limit.GetProperty("schema").GetProperty("maximum").GetInt32().ShouldBe(100);
        var answer = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json");
        answer.GetProperty("schema").GetProperty("properties").TryGetProperty("has_more", out _).ShouldBeTrue();
        answer.GetProperty("example").TryGetProperty("items", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("grocery", "422", "application/problem+json", "type")]
    [InlineData("cafe", "422", "application/json", "detail")]
    [InlineData("workforce", "400", "application/json", "error_code")]
    [InlineData("todos", "422", "application/json", "error")]
    public async Task Errors_are_described_in_the_dialect_of_the_service(string service, string status, string type, string member)
    {
        var document = await ReadAsync($"/{service}/openapi/v2.json");
        var responses = document.GetProperty("paths").GetProperty($"/{service}/api/v2/products").GetProperty("post").GetProperty("responses");
        var content = responses.GetProperty(status).GetProperty("content").GetProperty(type);

        content.GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Error");
        content.GetProperty("example").TryGetProperty(member, out _).ShouldBeTrue();
        document.GetProperty("components").GetProperty("schemas").GetProperty("Error").GetProperty("properties").TryGetProperty(member, out _).ShouldBeTrue();
        responses.EnumerateObject().Select(one => one.Name).ShouldBe(
            ["201", "400", "409", "413", "415", "422", "429", "500", "503", "504"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Development", HttpStatusCode.OK)]
    [InlineData("Production", HttpStatusCode.NotFound)]
    public async Task An_app_of_ones_own_shows_its_document_in_development_only(string environment, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = environment;
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                app.MapPost("/items", (Body<NewProduct> body) => body.Value);
                app.MapPost("/labels", (Body<Labelled> body) => body.Value);
            });

        using var response = await app.Client.GetAsync("/openapi/v1.json");
        using var docs = await app.Client.GetAsync("/docs");

        response.StatusCode.ShouldBe(status);
        docs.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.OK)
        {
            var document = await response.JsonAsync();
            OpenApiRules.Faults(document).ShouldBeEmpty();
            var (list, map) = (Bounds("names", "minItems", "maxItems"), Bounds("labels", "minProperties", "maxProperties"));
            (list, map).ShouldBe(((1, 5), (2, 7)));

            (int, int) Bounds(string member, string least, string most)
            {
                var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("Labelled").GetProperty("properties").GetProperty(member);
                return (schema.GetProperty(least).GetInt32(), schema.GetProperty(most).GetInt32());
            }
        }
    }

    private static IEnumerable<string> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name} {path.Name}"));

    private async Task<JsonElement> ReadAsync(string path) => JsonDocument.Parse(await _app.Client.GetStringAsync(path)).RootElement;
}

/// <summary>A body with a list and a map, each of so many.</summary>
internal sealed record Labelled([property: Length(1, 5)] IReadOnlyList<string> Names, [property: Length(2, 7)] IReadOnlyDictionary<string, string> Labels);
