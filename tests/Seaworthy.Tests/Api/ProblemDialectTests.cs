using System.Net;
using System.Text;
using System.Text.Json;
using Seaworthy.Api.Dialects;
using Seaworthy.Tests.Validation;

namespace Seaworthy.Tests.Api;

[Trait("Requirement", "R42")]
public sealed class ProblemDialectTests(FiveShops shops) : IClassFixture<FiveShops>
{
    private readonly TestApp _app = shops.App;

    public static TheoryData<string, string, string, string, int> Cases()
    {
        var cases = new TheoryData<string, string, string, string, int>();
        foreach (var dialect in Dialect.All.Where(dialect => dialect != Dialect.Default))
        {
            cases.Add(dialect.Name, "GET", "/nothing", "", 404);
            cases.Add(dialect.Name, "GET", "/api/v9/products", "", 404);
            cases.Add(dialect.Name, "GET", "/api/v2/products/7", "", 404);
            cases.Add(dialect.Name, "DELETE", "/api/v2/products", "", 405);
            cases.Add(dialect.Name, "POST", "/api/v2/products", "{", 400);
            cases.Add(dialect.Name, "POST", "/api/v2/products", "text", 415);
            cases.Add(dialect.Name, "POST", "/api/v2/products", new string(' ', 2_000), 413);
            cases.Add(dialect.Name, "POST", "/api/v2/products", "{}", dialect.ValidationStatus);
            cases.Add(dialect.Name, "GET", "/api/v2/fails", "", 500);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_error_has_the_shape_of_its_document(string service, string method, string path, string body, int status)
    {
        using var response = await SendAsync(service, method, path, body);

        ((int)response.StatusCode).ShouldBe(status);
        var text = await response.Content.ReadAsStringAsync();
        var json = JsonDocument.Parse(text).RootElement;
        Members(json).ShouldBe(
        [
            .. service switch
            {
                "cafe" => ["detail"],
                "workforce" => new[] { "status", "error_code", "message", "metadata", "timestamp" },
                "todos" => ["error"],
                _ when status == 500 => ["type", "title", "status", "instance", "requestId", "traceId"],
                _ => ["type", "title", "status", "detail", "instance", "requestId", "traceId"],
            },
        ]);
        switch (service)
        {
            case "workforce":
                json.GetProperty("status").GetString().ShouldBe("failure");
                json.GetProperty("error_code").GetString().ShouldBe(CodeOf(status, body));
                json.GetProperty("timestamp").GetDateTime().Kind.ShouldBe(DateTimeKind.Utc);
                break;
            case "todos":
                Members(json.GetProperty("error")).ShouldBe(["code", "message", "timestamp"]);
                json.GetProperty("error").GetProperty("code").GetString().ShouldBe(CodeOf(status, body));
                break;
            case "cafe":
                json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
                break;
            default:
                json.GetProperty("status").GetInt32().ShouldBe(status);
                json.GetProperty("type").GetString()!.ShouldStartWith("/problems/");
                json.GetProperty("instance").GetString()!.ShouldStartWith("urn:uuid:");
                json.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
                json.GetProperty("requestId").GetString().ShouldBe(response.Headers.GetValues("X-Request-ID").Single());
                break;
        }

        response.Content.Headers.ContentType!.MediaType.ShouldBe(service is "grocery" or "rides" ? "application/problem+json" : "application/json");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        foreach (var leak in new[] { "secret", "Program.cs", "System.", "Exception", "   at ", "Kestrel", Environment.MachineName })
        {
            text.ShouldNotContain(leak);
        }
    }

    [Theory]
    [InlineData("workforce", "Product with id 7 not found")]
    [InlineData("cafe", "Product with id 7 not found")]
    [InlineData("todos", "Product with id 7 not found")]
    public async Task A_missing_item_is_named_as_in_the_documents(string service, string says)
    {
        using var response = await SendAsync(service, "GET", "/api/v2/products/7", "");

        (await response.Content.ReadAsStringAsync()).ShouldContain(says);
    }

    [Fact]
    public async Task A_wrong_method_names_the_right_ones()
    {
        using var response = await SendAsync("grocery", "DELETE", "/api/v2/products", "");

        response.Content.Headers.Allow.Order().ShouldBe(["GET", "HEAD", "POST"]);
    }

    [Fact]
    public async Task One_type_has_one_title_whatever_the_occurrence()
    {
        using var one = await SendAsync("grocery", "GET", "/nothing", "");
        using var other = await SendAsync("grocery", "GET", "/api/v2/products/7", "");
        var (first, second) = (await one.JsonAsync(), await other.JsonAsync());

        first.GetProperty("type").GetString().ShouldBe(second.GetProperty("type").GetString());
        first.GetProperty("title").GetString().ShouldBe(second.GetProperty("title").GetString());
        first.GetProperty("detail").GetString().ShouldNotBe(second.GetProperty("detail").GetString());
        first.GetProperty("instance").GetString().ShouldNotBe(second.GetProperty("instance").GetString());
    }

    private static string CodeOf(int status, string body) => status switch
    {
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        413 => "BODY_TOO_LARGE",
        415 => "UNSUPPORTED_MEDIA_TYPE",
        500 => "INTERNAL",
        _ => body == "{" ? "MALFORMED_BODY" : "VALIDATION_ERROR",
    };

    // The list of faults stands beside what the documents have, wherever there are faults.
    private static string[] Members(JsonElement json) => [.. json.EnumerateObject().Select(member => member.Name).Where(name => name != "errors")];

    private Task<HttpResponseMessage> SendAsync(string service, string method, string path, string body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), $"/{service}{path}");
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, body == "text" ? "text/plain" : "application/json");
        }

        return _app.Client.SendAsync(request);
    }
}
