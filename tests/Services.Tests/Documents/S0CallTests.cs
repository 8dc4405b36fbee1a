using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The calls of S0, as its code has them: paths, parameters, bounds, members.</summary>
public abstract class S0CallTests(DocumentHost host)
{
    private static readonly string[] Page = ["items", "total", "page", "size", "pages"];

    [Fact]
    [Trait("Requirement", "R41")]
    public async Task Products_come_20_to_a_page_newest_first_with_the_documents_members()
    {
        var (status, body) = await GetAsync("/api/products/");

        status.ShouldBe(HttpStatusCode.OK);
        body.AsObject().Select(member => member.Key).ShouldBe(Page);
        var total = (int)body["total"]!;
        ((int)body["page"]!, (int)body["size"]!, (int)body["pages"]!).ShouldBe((1, 20, (int)Math.Ceiling(total / 20.0)));
        body["items"]!.AsArray().Count.ShouldBe(20);
        var times = body["items"]!.AsArray().Select(item => (DateTime)item!["created_at"]!).ToList();
        times.ShouldBe(times.OrderDescending());
        foreach (var member in (string[])["id", "name", "price", "description", "category_id", "is_active", "created_at", "image_url"])
        {
            body["items"]![0]!.AsObject().ContainsKey(member).ShouldBeTrue(member);
        }
    }

    [Theory]
    [InlineData("page=1&size=1", 200)]
    [InlineData("page=1&size=100", 200)]
    [InlineData("page=2", 200)]
    [InlineData("page=0", 400)]
    [InlineData("page=-1", 400)]
    [InlineData("size=0", 400)]
    [InlineData("size=101", 400)]
    [InlineData("page=x", 400)]
    [Trait("Requirement", "R41")]
    public async Task Page_starts_at_1_and_size_is_1_to_100(string query, int status) =>
        ((int)(await GetAsync("/api/products/?" + query)).Status).ShouldBe(status);

    [Theory]
    [InlineData("/api/products/")]
    [InlineData("/api/v1/products/")]
    [InlineData("/api/v2/products/")]
    [InlineData("/api/products")]
    [InlineData("/grocery/api/products/")]
    [Trait("Requirement", "R43")]
    [Trait("Requirement", "R50")]
    public async Task Versions_stand_side_by_side(string path) => (await GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    [Trait("Requirement", "R43")]
    public async Task The_first_version_names_its_successor()
    {
        using var response = await host.App.Client.GetAsync("/api/v1/products/");

        response.Headers.Contains("Deprecation").ShouldBeTrue();
        string.Join(' ', response.Headers.GetValues("Link")).ShouldContain("rel=\"successor-version\"");
    }

    [Theory]
    [InlineData("""{"name":"Milk","price":1.29,"description":""}""", 201)]
    [InlineData("""{"name":"Milk","price":999999,"description":"x"}""", 201)]
    [InlineData("""{"name":"","price":1.29,"description":""}""", 422)]
    [InlineData("""{"name":"Milk","price":0,"description":""}""", 422)]
    [InlineData("""{"name":"Milk","price":-1,"description":""}""", 422)]
    [InlineData("""{"name":"Milk","price":999999.01,"description":""}""", 422)]
    [InlineData("""{"name":"Milk","price":1.29}""", 422)]
    [InlineData("""{"price":1.29,"description":""}""", 422)]
    [Trait("Requirement", "R3")]
    public async Task A_product_is_created_within_the_documents_bounds(string body, int status) =>
        (await PostAsync(body)).Status.ShouldBe((HttpStatusCode)status);

    [Theory]
    [InlineData(200, 1000, 201)]
    [InlineData(201, 1000, 422)]
    [InlineData(200, 1001, 422)]
    [Trait("Requirement", "R3")]
    public async Task Name_and_description_have_the_documents_lengths(int name, int description, int status) =>
        (await PostAsync($$"""{"name":"{{new string('n', name)}}","price":1,"description":"{{new string('d', description)}}"}""")).Status.ShouldBe((HttpStatusCode)status);

    [Fact]
    [Trait("Requirement", "R4")]
    public async Task Tags_are_taken_out_of_a_name()
    {
        var (_, body) = await PostAsync("""{"name":"<script>alert(1)</script><b>Milk</b>","price":1.29,"description":""}""");

        ((string)body["name"]!).ShouldBe("Milk");
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public async Task Detailed_health_has_the_documents_checks()
    {
        var (status, body) = await GetAsync("/health/detailed");

        status.ShouldBe(HttpStatusCode.OK);
        body["timestamp"].ShouldNotBeNull();

        // What makes images smaller is done without where it is not installed.
        body["checks"]!.AsObject().Select(check => check.Key).ShouldBe(["database", "redis", "external_services", "images", "memory_usage", "cpu_usage", "disk_usage"]);
        ((string)body["status"]!).ShouldBe((string)body["checks"]!["images"]!["status"]!);
        ((string)body["checks"]!["database"]!["status"]!).ShouldBe("healthy");
    }

    [Fact]
    [Trait("Requirement", "R54")]
    public async Task Metrics_have_the_documents_names_and_labels()
    {
        await host.App.Client.GetAsync("/api/products/");
        var text = await host.App.Client.GetStringAsync("/metrics");

        text.ShouldContain("# TYPE http_requests_total counter");
        text.ShouldMatch("(?m)^http_requests_total\\{method=\"GET\",endpoint=\"/api/products/\",status=\"200\"\\} \\d+$");
        text.ShouldContain("# TYPE http_request_duration_seconds histogram");
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string path)
    {
        using var response = await host.App.Client.GetAsync(path);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/products/") { Content = content, Headers = { { "Authorization", "Development test@example.com" } } };
        using var response = await host.App.Client.SendAsync(request);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}

public sealed class S0Calls_on_SQLite(DocumentHost host) : S0CallTests(host), IClassFixture<DocumentHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S0Calls_on_PostgreSQL(DocumentHostOnPostgreSql host) : S0CallTests(host), IClassFixture<DocumentHostOnPostgreSql>;
