using System.Net;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>How many products there are of each kind, under the filters of the list.</summary>
public abstract class FacetTests(GroceryHost host)
{
    private const int Active = GroceryHost.Products * 4 / 5;

    [Fact]
    public async Task Products_are_counted_by_category_with_its_name_and_by_price()
    {
        var facets = await GetAsync("");

        var categories = facets["category"]!.AsArray();
        categories.Count.ShouldBe(GroceryHost.Categories);
        categories.Sum(category => (int)category!["count"]!).ShouldBe(Active);
        categories.Select(category => (string)category!["label"]!).ShouldBe(["Shelf 1", "Shelf 2", "Shelf 3", "Shelf 4"], ignoreOrder: true);
        var prices = facets["price_from"]!.AsArray();
        prices.Sum(price => (int)price!["count"]!).ShouldBe(Active);
        prices.Select(price => price!["value"]!.ToJsonString()).ShouldBeSubsetOf(["0.00", "1.00"]);
    }

    [Theory]
    [InlineData("?category=1")]
    [InlineData("?search=stone")]
    [InlineData("?min_price=0.60&max_price=0.80")]
    [InlineData("?active=false")]
    [InlineData("?category=1&min_price=0.50&sort=price&limit=3&fields=id")]
    public async Task They_are_counted_under_the_filters_of_the_list(string query)
    {
        var listed = 0;
        var next = $"{host.Prefix}/api/v2/products{query}";
        while (next is not null)
        {
            var page = JsonNode.Parse(await host.Client.GetStringAsync(next))!;
            listed += page["items"]!.AsArray().Count;
            next = (string?)page["next_cursor"] is { } cursor ? $"{host.Prefix}/api/v2/products{query}&cursor={cursor}" : null;
        }

        var facets = await GetAsync(query);

        listed.ShouldBeGreaterThan(0);
        facets["category"]!.AsArray().Sum(category => (int)category!["count"]!).ShouldBe(listed);
        facets["price_from"]!.AsArray().Sum(price => (int)price!["count"]!).ShouldBe(listed);
    }

    [Fact]
    public async Task A_filter_that_is_not_known_is_refused_as_the_list_refuses_it() =>
        (await host.Client.GetAsync($"{host.Prefix}/api/v2/products/facets?colour=red")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    private async Task<JsonNode> GetAsync(string query) =>
        JsonNode.Parse(await host.Client.GetStringAsync($"{host.Prefix}/api/v2/products/facets{query}"))!;
}

public sealed class Facets_together_on_SQLite(GroceryTogetherOnSqlite host) : FacetTests(host), IClassFixture<GroceryTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Facets_apart_on_PostgreSQL(GroceryApartOnPostgreSql host) : FacetTests(host), IClassFixture<GroceryApartOnPostgreSql>;
