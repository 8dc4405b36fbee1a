using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Grocery;

[Trait("Requirement", "R49")]
public sealed partial class OpenApiTests(GroceryApartOnSqlite host) : IClassFixture<GroceryApartOnSqlite>
{
    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Every_operation_declares_its_path_parameters_and_says_what_it_does(string version)
    {
        var document = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"/grocery/openapi/{version}.json", UriKind.Relative)))!;

        ((string)document["openapi"]!).ShouldStartWith("3.1");
        ((string)document["info"]!["title"]!).ShouldBe("GroFast grocery");
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                var names = operation!["parameters"]?.AsArray().Where(parameter => (string)parameter!["in"]! == "path").Select(parameter => (string)parameter!["name"]!) ?? [];
                names.ShouldBe(PathParameter().Matches(path).Select(match => match.Groups[1].Value), ignoreOrder: true, $"{method} {path}");
                ((string?)operation["summary"]).ShouldNotBeNullOrEmpty($"{method} {path}");
                operation["responses"]!.AsObject().ShouldContain(response => response.Key.StartsWith('2'), $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task What_the_list_takes_and_shows_is_what_the_document_says()
    {
        var document = JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/grocery/openapi/v2.json", UriKind.Relative)))!;
        var list = document["paths"]!["/grocery/api/v2/products"]!["get"]!;
        var page = JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/grocery/api/v2/products?limit=1&fields=id,name,price,currency,category_id,is_active,image_url,thumbnails,created_at,description,code,updated_at,version", UriKind.Relative)))!;

        var row = list["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["properties"]!["items"]!["items"]!["properties"]!;
        row.AsObject().Select(member => member.Key).ShouldBe(page["items"]![0]!.AsObject().Select(member => member.Key));
        list["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!)
            .ShouldBe(["category", "active", "min_price", "max_price", "search", "sort", "fields", "limit", "cursor"]);
    }

    [Fact]
    [Trait("Requirement", "R43")]
    public async Task The_first_version_says_on_every_answer_where_the_second_is()
    {
        using var response = await host.Client.GetAsync(new Uri("/api/v1/products/?size=1", UriKind.Relative));
        var document = JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/grocery/openapi/v1.json", UriKind.Relative)))!;

        response.Headers.GetValues("Deprecation").Single().ShouldStartWith("@");
        response.Headers.GetValues("Link").ShouldContain(link => link.Contains("rel=\"successor-version\""));
        ((bool)document["paths"]!["/grocery/api/v1/products"]!["get"]!["deprecated"]!).ShouldBeTrue();
    }

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex PathParameter();
}
