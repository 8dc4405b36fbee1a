using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The calls and tests of S1, as its code has them: paths, parameters, bounds, members, headers.</summary>
public abstract class S1CallTests(CoffeeShopHost host)
{
    private const string Owner = "Development test@example.com";

    [Fact]
    [Trait("Requirement", "R67")]
    public async Task Its_own_test_creates_an_order()
    {
        var (status, order) = await SendAsync(HttpMethod.Post, "/api/v1/orders/", json: """{"items":[{"menu_item_id":1,"quantity":2}]}""");

        status.ShouldBe(HttpStatusCode.Created);
        ((string)order["status"]!, (decimal)order["total"]!).ShouldBe(("placed", 7.80m));
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public async Task Orders_come_20_to_a_page_with_the_documents_members()
    {
        var (status, page) = await SendAsync(HttpMethod.Get, "/api/v1/orders/", Owner);

        status.ShouldBe(HttpStatusCode.OK);
        page.AsObject().Select(member => member.Key).ShouldBe(["items", "total", "skip", "limit", "has_more"]);
        ((int)page["skip"]!, (int)page["limit"]!).ShouldBe((0, 20));
    }

    [Theory]
    [InlineData("skip=0&limit=1", 200)]
    [InlineData("skip=0&limit=50", 200)]
    [InlineData("skip=1", 200)]
    [InlineData("skip=-1", 400)]
    [InlineData("limit=0", 400)]
    [InlineData("limit=51", 400)]
    [InlineData("limit=x", 400)]
    [Trait("Requirement", "R41")]
    public async Task Skip_starts_at_0_and_limit_is_1_to_50(string query, int status) =>
        ((int)(await SendAsync(HttpMethod.Get, "/api/v1/orders/?" + query, Owner)).Status).ShouldBe(status);

    [Theory]
    [InlineData("/api/v1/orders/999999", "Order with id 999999 not found", null)]
    [InlineData("/api/v1/menu-items/999999", "Menu item with id 999999 not found", null)]
    [InlineData("/api/v1/tables/999999", "Table with id 999999 not found", Owner)]
    [Trait("Requirement", "R42")]
    public async Task What_is_not_there_is_said_in_the_documents_words(string path, string detail, string? authorization)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, authorization);

        (status, (string)body["detail"]!).ShouldBe((HttpStatusCode.NotFound, detail));
        body.AsObject().Select(member => member.Key).ShouldBe(["detail"]);
    }

    [Theory]
    [InlineData("José O'Brien", 201)]
    [InlineData("Mary-Jane Smith Jr.", 201)]
    [InlineData("Ada <script>", 422)]
    [InlineData("Ada99", 422)]
    [Trait("Requirement", "R3")]
    public async Task A_customers_name_has_letters_blanks_hyphens_and_points(string name, int status)
    {
        var (found, body) = await SendAsync(HttpMethod.Post, "/api/v1/orders/", json: $$"""{"items":[{"menu_item_id":1,"quantity":1}],"customer_name":"{{name}}"}""");

        ((int)found).ShouldBe(status, body.ToJsonString());
        if (status == 422)
        {
            ((string)body["errors"]![0]!["detail"]!).ShouldContain("Invalid characters in name");
        }
    }

    [Theory]
    [InlineData(100, 501)]
    [InlineData(101, 500)]
    [Trait("Requirement", "R3")]
    public async Task Name_and_notes_have_the_documents_lengths(int name, int notes) => (await SendAsync(
        HttpMethod.Post, "/api/v1/orders/", json: $$"""{"items":[{"menu_item_id":1,"quantity":1}],"customer_name":"{{new string('n', name)}}","notes":"{{new string('d', notes)}}"}""")).Status
        .ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Fact]
    [Trait("Requirement", "R6")]
    public async Task Every_answer_has_the_documents_headers()
    {
        foreach (var path in (string[])["/api/v1/menu-items/", "/api/v1/orders/", "/nowhere", "/health"])
        {
            using var response = await host.App.Client.GetAsync(path);

            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
            response.Headers.GetValues("X-XSS-Protection").ShouldBe(["1; mode=block"]);
            response.Headers.Contains("X-Request-ID").ShouldBeTrue();
        }
    }

    [Fact]
    [Trait("Requirement", "R19")]
    [Trait("Requirement", "R20")]
    public async Task Its_probes_answer_as_it_has_them()
    {
        var (status, body) = await SendAsync(HttpMethod.Get, "/health/ready");

        status.ShouldBe(HttpStatusCode.OK);
        body.ToJsonString().ShouldBe("""{"status":"ready","database":"healthy"}""");
        (await SendAsync(HttpMethod.Get, "/health")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Requirement", "R54")]
    public async Task Metrics_are_exposed() => (await host.App.Client.GetStringAsync("/metrics")).ShouldContain("# TYPE http_requests_total counter");

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? authorization = null, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await host.App.Client.SendAsync(request);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}

public sealed class S1Calls_on_SQLite(CoffeeShopHost host) : S1CallTests(host), IClassFixture<CoffeeShopHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S1Calls_on_PostgreSQL(CoffeeShopHostOnPostgreSql host) : S1CallTests(host), IClassFixture<CoffeeShopHostOnPostgreSql>;
