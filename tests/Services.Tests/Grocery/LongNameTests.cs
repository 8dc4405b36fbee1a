using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Grocery;

public abstract class LongNameTests(GroceryHost host)
{
    // Two UTF-16 units and four bytes each, so that every bound by another measure shows.
    private static readonly string Gothic = string.Concat(Enumerable.Repeat("𐌰", 200));

    [Fact]
    public async Task A_word_cut_within_a_character_of_two_units_is_stored_and_found()
    {
        var name = new string('a', 49) + "𐌰tail";

        (await CreateAsync(name)).ShouldBe(HttpStatusCode.Created);

        (await GetAsync($"search={Uri.EscapeDataString(name)}"))["items"]!.AsArray().ShouldContain(item => (string)item!["name"]! == name);
    }

    [Fact]
    public async Task A_page_that_ends_at_the_longest_name_has_a_next_one()
    {
        (await CreateAsync(Gothic)).ShouldBe(HttpStatusCode.Created);
        (await CreateAsync(Gothic)).ShouldBe(HttpStatusCode.Created);

        var first = await GetAsync("sort=-name&limit=1");
        ((string)first["items"]![0]!["name"]!).ShouldBe(Gothic);
        var second = await GetAsync($"sort=-name&limit=1&cursor={first["next_cursor"]}");

        ((long)second["items"]![0]!["id"]!).ShouldNotBe((long)first["items"]![0]!["id"]!);
    }

    private async Task<HttpStatusCode> CreateAsync(string name)
    {
        using var created = await host.Staff.PostAsJsonAsync($"{host.Prefix}/api/v2/products", new { name, price = 1, description = "" });
        return created.StatusCode;
    }

    private async Task<JsonNode> GetAsync(string query)
    {
        using var response = await host.Client.GetAsync($"{host.Prefix}/api/v2/products?{query}");
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }
}

public sealed class LongNames_on_SQLite(GroceryTogetherOnSqlite host) : LongNameTests(host), IClassFixture<GroceryTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class LongNames_on_PostgreSQL(GroceryTogetherOnPostgreSql host) : LongNameTests(host), IClassFixture<GroceryTogetherOnPostgreSql>;
