using System.Net;
using System.Text.Json.Nodes;
using Seaworthy.Services.Tests.Fuzz;

namespace Seaworthy.Services.Tests.Grocery;

[Trait("Requirement", "R41")]
public abstract class ProductListTests(GroceryHost host)
{
    private const int Active = GroceryHost.Products - (GroceryHost.Products / 5);

    [Theory]
    [InlineData("-created_at")]
    [InlineData("created_at")]
    [InlineData("price")]
    [InlineData("-price")]
    [InlineData("name")]
    [InlineData("-name")]
    public async Task A_walk_shows_every_row_once_whatever_the_page_size_and_back_again(string sort)
    {
        var whole = await WalkAsync($"sort={sort}&limit=100");
        whole.SelectMany(page => page).Count().ShouldBe(Active);
        whole.SelectMany(page => page).Distinct().Count().ShouldBe(Active);

        foreach (var limit in new[] { 1, 7, 13 })
        {
            var pages = await WalkAsync($"sort={sort}&limit={limit}");
            pages.SelectMany(page => page).ShouldBe(whole.SelectMany(page => page));
        }
    }

    [Fact]
    public async Task A_caller_cannot_write_links_of_his_own()
    {
        using var response = await host.Client.GetAsync($"{host.Prefix}/api/v2/products?fields=>;rel=\"next\",<//elsewhere");

        response.Headers.GetValues("Link").Single().Count(c => c == '<').ShouldBe(2);
    }

    [Fact]
    public async Task Bytes_that_no_header_takes_are_encoded_in_the_links()
    {
        using var wire = new RawConnection(host.App.Address);

        var answer = await wire.SendAsync(new FuzzRequest("GET", $"{host.Prefix}/api/v2/products?limit=1&fields=id\u0001\u007f", [], null, IsCut: false));

        answer!.Status.ShouldBe(200);
        answer.Headers["Link"].ShouldContain("fields=id%01%7F&cursor=");
    }

    [Fact]
    public async Task A_query_of_nothing_but_faults_gets_an_answer_of_fifty()
    {
        var query = string.Join('&', Enumerable.Range(0, 900).Select(n => $"x{n}"));

        using var response = await host.Client.GetAsync($"{host.Prefix}/api/v2/products?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().Count.ShouldBe(50);
    }

    [Theory]
    [InlineData("limit=abc")]
    [InlineData("cursor=abc")]
    [InlineData("sort=abc")]
    public async Task One_product_is_not_asked_for_by_page(string query) =>
        (await host.Client.GetAsync($"{host.Prefix}/api/v2/products/1?{query}")).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Rows_that_appear_during_a_walk_neither_repeat_nor_hide_others()
    {
        var first = await GetAsync("/api/v2/products?limit=10&active=false");
        var seen = Ids(first);
        await AddProductAsync(isActive: false);

        for (var cursor = (string?)first["next_cursor"]; cursor is not null;)
        {
            var page = await GetAsync($"/api/v2/products?limit=10&active=false&cursor={cursor}");
            seen.AddRange(Ids(page));
            cursor = (string?)page["next_cursor"];
        }

        seen.Distinct().Count().ShouldBe(seen.Count);
        seen.Count.ShouldBeGreaterThanOrEqualTo(GroceryHost.Products / 5);
    }

    [Fact]
    public async Task The_document_s_page_has_its_members_and_an_exact_total()
    {
        var page = await GetAsync("/api/v1/products/?page=3&size=7");

        page.AsObject().Select(member => member.Key).ShouldBe(["items", "total", "page", "size", "pages"]);
        ((long)page["total"]!).ShouldBe(Active);
        ((long)page["page"]!).ShouldBe(3);
        ((long)page["pages"]!).ShouldBe((Active + 6) / 7);
        page["items"]!.AsArray().Count.ShouldBe(7);
        var created = page["items"]!.AsArray().Select(item => (string)item!["created_at"]!).ToList();
        created.ShouldBe(created.OrderDescending());
    }

    [Theory]
    [InlineData("/api/products/")]
    [InlineData("/api/products")]
    [InlineData("/api/v1/products")]
    [InlineData("/api/v1/products/")]
    [Trait("Requirement", "R50")]
    public async Task The_document_s_paths_answer_with_and_without_a_slash(string path)
    {
        using var response = await host.Client.GetAsync(new Uri(host.Prefix + path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_beyond_the_end_is_empty_and_one_too_deep_is_refused_with_a_link()
    {
        (await GetAsync("/api/v1/products/?page=90&size=100"))["items"]!.AsArray().Count.ShouldBe(0);

        using var response = await host.Client.GetAsync(new Uri($"{host.Prefix}/api/v1/products/?page=102&size=100", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.GetValues("Link").ShouldContain(link => link.Contains("rel=\"successor-version\""));
    }

    [Theory]
    [InlineData("/api/v1/products/?page=0")]
    [InlineData("/api/v1/products/?page=-1")]
    [InlineData("/api/v1/products/?size=101")]
    [InlineData("/api/v1/products/?size=")]
    [InlineData("/api/v1/products/?page=1&page=2")]
    [InlineData("/api/v1/products/?size=1e9")]
    [InlineData("/api/v2/products?limit=0")]
    [InlineData("/api/v2/products?limit=101")]
    [InlineData("/api/v2/products?sort=description")]
    [InlineData("/api/v2/products?category=abc")]
    [InlineData("/api/v2/products?min_price=1.999")]
    [InlineData("/api/v2/products?colour=red")]
    [InlineData("/api/v2/products?cursor=AAAA")]
    [InlineData("/api/v2/products?cursor=%00")]
    [InlineData("/api/v2/products?min_price=1&sort=name")]
    [InlineData("/api/v2/products?search=%20")]
    [InlineData("/api/v2/products?search=wood&sort=price")]
    public async Task A_wrong_parameter_is_400_and_names_itself(string path)
    {
        using var response = await host.Client.GetAsync(new Uri(host.Prefix + path, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await response.Content.ReadAsStringAsync());
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string)problem["errors"]![0]!["parameter"]!).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_order_and_filters_only()
    {
        var cursor = (string)(await GetAsync("/api/v2/products?limit=5&category=1"))["next_cursor"]!;

        foreach (var other in new[] { "limit=5", "limit=5&category=2", "limit=5&category=1&sort=price", "limit=5&category=1&active=false" })
        {
            using var response = await host.Client.GetAsync(new Uri($"{host.Prefix}/api/v2/products?{other}&cursor={cursor}", UriKind.Relative));
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, other);
        }

        for (var i = 0; i < cursor.Length; i++)
        {
            var forged = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            using var response = await host.Client.GetAsync(new Uri($"{host.Prefix}/api/v2/products?limit=5&category=1&cursor={forged}", UriKind.Relative));
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, forged);
        }

        // Another page size is no other list.
        (await GetAsync($"/api/v2/products?limit=50&category=1&cursor={cursor}"))["items"]!.AsArray().Count.ShouldBe(45);
    }

    [Fact]
    public async Task Links_keep_the_other_parameters_and_lead_on()
    {
        using var response = await host.Client.GetAsync(new Uri($"{host.Prefix}/api/v2/products?limit=5&category=1&fields=id,name", UriKind.Relative));
        var link = response.Headers.GetValues("Link").Single();
        var next = link.Split(", ").Single(part => part.EndsWith("rel=\"next\"", StringComparison.Ordinal)).Split('>')[0][1..];

        next.ShouldContain("category=1");
        var page = JsonNode.Parse(await host.Client.GetStringAsync(new Uri(next, UriKind.Relative)))!;
        page["items"]!.AsArray().Count.ShouldBe(5);
        page["items"]![0]!.AsObject().Count.ShouldBe(2);
        page["prev_cursor"].ShouldNotBeNull();
    }

    [Fact]
    [Trait("Requirement", "R45")]
    public async Task Fields_choose_columns_and_unknown_names_are_ignored()
    {
        var page = await GetAsync("/api/v2/products?limit=2&fields=%20id%20,description,nothing");

        page["items"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["id", "description"]);
    }

    [Fact]
    [Trait("Requirement", "R48")]
    public async Task List_rows_are_slim_and_the_item_is_whole()
    {
        var row = (await GetAsync("/api/v2/products?limit=1"))["items"]![0]!.AsObject();
        row.ContainsKey("description").ShouldBeFalse();

        var item = await GetAsync($"/api/v2/products/{(long)row["id"]!}");
        ((string)item["description"]!).ShouldNotBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "R47")]
    public async Task Long_text_in_a_list_is_cut_at_1000_characters()
    {
        var id = await AddProductAsync(isActive: false, description: new string('x', 1500));

        var page = await GetAsync("/api/v2/products?limit=100&active=false&fields=id,description");
        var text = (string)page["items"]!.AsArray().Single(item => (long)item!["id"]! == id)!["description"]!;

        text.ShouldBe(new string('x', 1000) + "...");
    }

    [Fact]
    public async Task Filters_and_ranges_hold()
    {
        var shelf = await GetAsync("/api/v2/products?limit=100&category=2");
        shelf["items"]!.AsArray().ShouldAllBe(item => (long)item!["category_id"]! == 2);

        var cheap = await GetAsync("/api/v2/products?limit=100&min_price=0.59&max_price=0.69");
        var prices = cheap["items"]!.AsArray().Select(item => (decimal)item!["price"]!).ToList();
        prices.ShouldNotBeEmpty();
        prices.ShouldAllBe(price => price >= 0.59m && price <= 0.69m);
        prices.ShouldBe(prices.Order());
    }

    [Fact]
    public async Task Search_finds_active_products_by_a_word_of_their_name_in_any_case()
    {
        var found = await GetAsync("/api/v2/products?limit=100&search=STONE");

        found["items"]!.AsArray().Count.ShouldBe(25);
        found["items"]!.AsArray().ShouldAllBe(item => ((string)item!["name"]!).EndsWith("Stone"));
        (await GetAsync("/api/v2/products?search=marble"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Head_answers_as_get_does_without_a_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{host.Prefix}/api/v2/products?limit=3");
        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(100);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "R29")]
    public async Task The_summary_view_counts_order_lines()
    {
        var summary = await GetAsync("/api/v2/products/7/summary");

        summary.AsObject().Select(member => member.Key).ShouldBe(["id", "name", "price", "category_name", "order_count"]);
        ((long)summary["order_count"]!).ShouldBe(0);
    }

    private Task<long> AddProductAsync(bool isActive, string description = "new") => host.Session.WriteAsync(
        async (db, ct) =>
        {
            var product = new Seaworthy.Grocery.Products.Product
            {
                Name = "",
                NameKey = "",
                IsActive = isActive,
                Price = 100,
                Description = description,
                CreatedAt = DateTime.UnixEpoch.AddYears(100),
                UpdatedAt = DateTime.UnixEpoch,
            };
            product.Rename("Newcomer");
            db.Add(product);
            await db.SaveChangesAsync(ct);
            return product.Id;
        },
        CancellationToken.None);

    private async Task<List<List<long>>> WalkAsync(string query)
    {
        var pages = new List<List<long>>();
        var page = await GetAsync($"/api/v2/products?{query}");
        pages.Add(Ids(page));
        while ((string?)page["next_cursor"] is { } cursor)
        {
            page = await GetAsync($"/api/v2/products?{query}&cursor={cursor}");
            pages.Add(Ids(page));
        }

        var back = new List<List<long>> { pages[^1] };
        while ((string?)page["prev_cursor"] is { } cursor)
        {
            page = await GetAsync($"/api/v2/products?{query}&cursor={cursor}");
            back.Insert(0, Ids(page));
        }

        back.SelectMany(ids => ids).ShouldBe(pages.SelectMany(ids => ids));
        return pages;
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var response = await host.Client.GetAsync(new Uri(host.Prefix + path, UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private static List<long> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(item => (long)item!["id"]!)];
}

public sealed class ProductLists_together_on_SQLite(GroceryTogetherOnSqlite host) : ProductListTests(host), IClassFixture<GroceryTogetherOnSqlite>;

public sealed class ProductLists_apart_on_SQLite(GroceryApartOnSqlite host) : ProductListTests(host), IClassFixture<GroceryApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class ProductLists_together_on_PostgreSQL(GroceryTogetherOnPostgreSql host) : ProductListTests(host), IClassFixture<GroceryTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class ProductLists_apart_on_PostgreSQL(GroceryApartOnPostgreSql host) : ProductListTests(host), IClassFixture<GroceryApartOnPostgreSql>;
