using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The calls and tests of S3, as its code has them: paths, bodies, members, headers, and no sign-in.</summary>
public abstract class S3CallTests(TodoAppHost host)
{
    [Fact]
    [Trait("Requirement", "R67")]
    public async Task Test_create_todo()
    {
        var (status, todo) = await SendAsync(HttpMethod.Post, "/todos/", """{"title":"Write the report"}""");

        (status, (string)todo["title"]!, (bool)todo["completed"]!).ShouldBe((HttpStatusCode.Created, "Write the report", false));
    }

    [Theory]
    [InlineData("/todos/")]
    [InlineData("/todos")]
    [InlineData("/api/v2/todos")]
    [InlineData("/todos/api/v2/todos")]
    [Trait("Requirement", "R41")]
    [Trait("Requirement", "R48")]
    [Trait("Requirement", "R50")]
    public async Task Todos_are_summaries_with_a_cursor(string path)
    {
        var (status, page) = await SendAsync(HttpMethod.Get, $"{path}?limit=2");

        status.ShouldBe(HttpStatusCode.OK);
        page["items"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["id", "title", "completed"]);
        ((string?)page["next_cursor"]).ShouldNotBeNull();
    }

    [Fact]
    [Trait("Requirement", "R51")]
    public async Task Bulk_process_without_a_body_answers_in_the_documents_words()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/todos/bulk-process");

        (status, (string)body["message"]!).ShouldBe((HttpStatusCode.Accepted, "Processing started"));
    }

    [Fact]
    [Trait("Requirement", "R43")]
    public async Task The_first_version_is_deprecated_in_the_documents_words()
    {
        using var answer = await host.App.Client.GetAsync(new Uri("/api/v1/todos", UriKind.Relative));

        (answer.StatusCode, answer.Headers.Contains("Deprecation"), answer.Headers.Contains("Sunset")).ShouldBe((HttpStatusCode.OK, true, true));
        var operation = (await host.App.Client.GetFromJsonAsync<JsonNode>("/todos/openapi/v1.json"))!["paths"]!["/todos/api/v1/todos"]!["get"]!;
        ((bool)operation["deprecated"]!, operation.ToJsonString()).Item1.ShouldBeTrue();
        operation.ToJsonString().ShouldContain("Use /api/v2/todos instead. Deprecated since version 2.0.");
    }

    [Theory]
    [InlineData(0, 422)]
    [InlineData(1, 201)]
    [InlineData(200, 201)]
    [InlineData(201, 422)]
    [Trait("Requirement", "R3")]
    public async Task A_title_has_1_to_200_characters(int length, int status) =>
        ((int)(await SendAsync(HttpMethod.Post, "/todos/", $$"""{"title":"{{new string('t', length)}}"}""")).Status).ShouldBe(status);

    [Theory]
    [InlineData("/todos/999999", 404, "NOT_FOUND")]
    [InlineData("/todos/?limit=101", 400, "VALIDATION_ERROR")]
    [InlineData("/nowhere", 404, "NOT_FOUND")]
    [Trait("Requirement", "R42")]
    public async Task Errors_have_the_documents_body(string path, int status, string code)
    {
        var (found, body) = await SendAsync(HttpMethod.Get, path);

        ((int)found, (string)body["error"]!["code"]!).ShouldBe((status, code));
        body["error"]!.AsObject().Select(member => member.Key).Take(3).ShouldBe(["code", "message", "timestamp"]);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/todos/health")]
    [Trait("Requirement", "R19")]
    public async Task Health_has_the_documents_members_and_is_in_no_description(string path)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path);

        status.ShouldBe(HttpStatusCode.OK);
        body.AsObject().Select(member => member.Key).ShouldBe(["status", "database", "timestamp"]);
        (await host.App.Client.GetStringAsync(new Uri("/todos/openapi/v2.json", UriKind.Relative))).ShouldNotContain("health");
    }

    [Fact]
    [Trait("Requirement", "R44")]
    public async Task Answers_are_compressed_from_a_thousand_bytes_on()
    {
        foreach (var (limit, isCompressed) in new[] { (1, false), (30, true) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/todos/?limit={limit}") { Headers = { { "Accept-Encoding", "gzip" } } };
            using var answer = await host.App.Client.SendAsync(request);
            answer.Content.Headers.ContentEncoding.Contains("gzip").ShouldBe(isCompressed);
        }
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await host.App.Client.SendAsync(request);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}

public sealed class S3Calls_on_SQLite(TodoAppHost host) : S3CallTests(host), IClassFixture<TodoAppHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S3Calls_on_PostgreSQL(TodoAppHostOnPostgreSql host) : S3CallTests(host), IClassFixture<TodoAppHostOnPostgreSql>;
