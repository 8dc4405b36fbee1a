using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The calls of S2, as its code and its tests have them: paths, headers, bodies, members.</summary>
public abstract class S2CallTests(EtterHost host)
{
    private const string Simulation = """
        {
            "n_iterations": 2,
            "company": "Test Corp",
            "automation_factor": 0.3,
            "roles": [
                {
                    "role": "Software Engineer",
                    "headcount": 10,
                    "avg_salary": 100000
                }
            ]
        }
        """;

    [Fact]
    [Trait("Requirement", "R10")]
    [Trait("Requirement", "R67")]
    public async Task Test_check_auth_success()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/api/etter/auth/check_auth", "Bearer fake_token");

        status.ShouldBe(HttpStatusCode.OK);
        ((string)body["status"]!).ShouldBe("Success");
        ((string)body["data"]!["email"]!, (string)body["data"]!["username"]!).ShouldBe(("test@example.com", "testuser"));
    }

    [Fact]
    [Trait("Requirement", "R10")]
    [Trait("Requirement", "R67")]
    public async Task Test_check_auth_no_token() =>
        (await SendAsync(HttpMethod.Post, "/api/etter/auth/check_auth")).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    [Trait("Requirement", "R69")]
    public async Task Test_simulation_end_to_end()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/api/etter/simulation/v1", "Bearer test_token", Simulation);

        status.ShouldBe(HttpStatusCode.OK);
        body["simulation_steps"]!.AsArray().Count.ShouldBe(2);
        ((string)body["status"]!).ShouldBe("completed");
    }

    [Fact]
    [Trait("Requirement", "R19")]
    [Trait("Requirement", "R70")]
    public async Task Its_load_test_asks_the_health_page_which_answers_json()
    {
        var (status, body) = await SendAsync(HttpMethod.Get, "/api/etter/health");

        status.ShouldBe(HttpStatusCode.OK);
        ((string)body["status"]!).ShouldBe("healthy");
        (await SendAsync(HttpMethod.Get, "/workforce/api/etter/health")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public async Task Detailed_health_has_the_documents_checks()
    {
        var (status, body) = await SendAsync(HttpMethod.Get, "/health/detailed");

        status.ShouldBe(HttpStatusCode.OK);
        ((string)body["status"]!).ShouldBe("healthy");
        body["checks"]!.AsObject().Select(check => check.Key).Take(2).ShouldBe(["database", "redis"]);
    }

    [Fact]
    [Trait("Requirement", "R30")]
    public async Task Get_chro_data_shows_the_callers_company_with_score_and_validation()
    {
        (await SendAsync(HttpMethod.Get, "/api/etter/get_chro_data")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var (status, body) = await SendAsync(HttpMethod.Get, "/api/etter/get_chro_data", "Bearer test_token");

        status.ShouldBe(HttpStatusCode.OK);
        body["data"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["id", "workflow", "etter_score", "validated_score"]);
        body["data"]!.AsArray().ShouldContain(line => line!["validated_score"] != null && (string)line["validated_score"]!["user"]!["username"]! == "testuser");
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public async Task Master_companies_come_with_status_and_data()
    {
        var (status, body) = await SendAsync(HttpMethod.Get, "/api/etter/master_companies", "Bearer test_token");

        (status, (string)body["status"]!).ShouldBe((HttpStatusCode.OK, "success"));
        body["data"]!.AsArray().Count.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData("/api/etter/users?fields=id,email")]
    [InlineData("/api/etter/users?fields= id , email ,password")]
    [Trait("Requirement", "R45")]
    public async Task Users_show_the_fields_that_are_asked_for(string path)
    {
        var (_, body) = await SendAsync(HttpMethod.Get, path, "Bearer test_token");

        body["data"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["id", "email"]);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public async Task The_request_id_is_the_callers_and_the_time_is_told()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/etter/master_companies") { Headers = { { "X-Request-ID", "my-own-id" } } };
        using var response = await host.App.Client.SendAsync(request);

        response.Headers.GetValues("X-Request-ID").ShouldBe(["my-own-id"]);
        response.Headers.GetValues("X-Response-Time").Single().ShouldMatch(@"^\d+\.\d{3}s$");
    }

    [Theory]
    [InlineData("/api/etter/users/999999", 404, "NOT_FOUND")]
    [InlineData("/api/etter/users?page=0", 400, "VALIDATION_ERROR")]
    [InlineData("/api/etter/users?page_size=1001", 400, "VALIDATION_ERROR")]
    [Trait("Requirement", "R42")]
    public async Task Errors_have_the_documents_body_and_codes(string path, int status, string code)
    {
        var (found, body) = await SendAsync(HttpMethod.Get, path, "Bearer test_token");

        ((int)found, (string)body["error_code"]!).ShouldBe((status, code));
        body.AsObject().Select(member => member.Key).ShouldBe(["status", "error_code", "message", "metadata", "timestamp"]);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? authorization = null, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await host.App.Client.SendAsync(request);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}

public sealed class S2Calls_on_SQLite(EtterHost host) : S2CallTests(host), IClassFixture<EtterHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S2Calls_on_PostgreSQL(EtterHostOnPostgreSql host) : S2CallTests(host), IClassFixture<EtterHostOnPostgreSql>;
