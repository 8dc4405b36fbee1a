using System.Net;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>What the lists and items answer, and to whom.</summary>
public abstract class WorkforceListTests(WorkforceHost host)
{
    private readonly EtterClient _chief = new(host);

    private static readonly string[] Page = ["status", "data", "total", "page", "page_size", "total_pages", "has_next", "has_prev"];
    private static readonly string[] Envelope = ["status", "data", "errors", "message", "timestamp"];

    [Fact]
    [Trait("Requirement", "R41")]
    public async Task A_page_beyond_row_10_000_is_refused_and_says_where_the_rows_are_read_by_cursor()
    {
        using var refused = await _chief.SendAsync(HttpMethod.Get, "/tasks?page=12&page_size=1000");

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        string.Join(", ", refused.Headers.GetValues("Link")).ShouldContain("/api/etter/tasks/by-cursor>; rel=\"successor-version\"");
        var first = await _chief.GetAsync("/tasks/by-cursor?limit=1");
        (await _chief.GetAsync($"/tasks/by-cursor?limit=1&cursor={first["next_cursor"]}"))["items"]![0]!["id"]!.ToJsonString().ShouldNotBe(first["items"]![0]!["id"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/master_companies", 2)]
    [InlineData("/companies", 1)]
    [InlineData("/users", 2)]
    [InlineData("/roles", 2)]
    [InlineData("/tasks", 2)]
    [Trait("Requirement", "R41")]
    public async Task A_page_has_the_documents_members_and_shows_what_the_caller_may_see(string path, int least)
    {
        var page = await _chief.GetAsync(path);

        page.AsObject().Select(member => member.Key).ShouldBe(Page);
        ((string)page["status"]!, (int)page["page"]!, (int)page["page_size"]!, (bool)page["has_prev"]!).ShouldBe(("success", 1, 50, false));
        ((int)page["total"]!).ShouldBeGreaterThanOrEqualTo(least);
        page["data"]!.AsArray().Count.ShouldBe((int)page["total"]!);
    }

    [Theory]
    [InlineData("/workflows")]
    [InlineData("/workflow_history")]
    [InlineData("/documents")]
    [InlineData("/scores")]
    [InlineData("/get_chro_data")]
    [Trait("Requirement", "R41")]
    public async Task Lists_that_may_be_empty_are_pages_too(string path) =>
        (await _chief.GetAsync(path)).AsObject().Select(member => member.Key).ShouldBe(Page);

    [Theory]
    [InlineData("page=0", "Page must be >= 1")]
    [InlineData("page=x", "Page must be >= 1")]
    [InlineData("page_size=0", "Page size must be between 1 and 1000")]
    [InlineData("page_size=1001", "Page size must be between 1 and 1000")]
    [Trait("Requirement", "R3")]
    public async Task A_wrong_page_is_told_in_the_documents_words(string query, string message)
    {
        (await _chief.FailAsync(HttpMethod.Get, "/users?" + query, HttpStatusCode.BadRequest)).ShouldBe(("VALIDATION_ERROR", message));
        (await _chief.FailAsync(HttpMethod.Get, "/get_chro_data?" + query, HttpStatusCode.BadRequest)).ShouldBe(("VALIDATION_ERROR", message));
    }

    [Fact]
    [Trait("Requirement", "R47")]
    public async Task A_page_may_hold_a_thousand_rows() => ((int)(await _chief.GetAsync("/tasks?page_size=1000"))["page_size"]!).ShouldBe(1000);

    [Fact]
    [Trait("Requirement", "R45")]
    public async Task Fields_are_chosen_by_name_and_unknown_ones_ignored() =>
        (await _chief.GetAsync("/users?fields=id, email,nothing"))["data"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["id", "email"]);

    [Fact]
    [Trait("Requirement", "R40")]
    public async Task One_resource_comes_in_the_envelope()
    {
        var answer = await _chief.GetAsync("/users/1");

        answer.AsObject().Select(member => member.Key).ShouldBe(Envelope);
        ((string)answer["status"]!).ShouldBe("success");
        ((string)answer["data"]!["email"]!).ShouldBe(WorkforceHost.Chief);
        answer["errors"].ShouldBeNull();
        ((DateTime)answer["timestamp"]!).Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    [Trait("Requirement", "R42")]
    public async Task What_is_not_there_is_told_with_resource_and_id()
    {
        var (status, body) = await _chief.AskAsync(HttpMethod.Get, "/users/999");

        status.ShouldBe(HttpStatusCode.NotFound);
        body.AsObject().Select(member => member.Key).ShouldBe(["status", "error_code", "message", "metadata", "timestamp"]);
        ((string)body["error_code"]!, (string)body["message"]!).ShouldBe(("NOT_FOUND", "User with id 999 not found"));
        ((string)body["metadata"]!["resource"]!, (long)body["metadata"]!["id"]!).ShouldBe(("User", 999));
    }

    [Theory]
    [InlineData("/companies")]
    [InlineData("/companies/1")]
    [InlineData("/users")]
    [InlineData("/users/1")]
    [InlineData("/users/autocomplete?q=a")]
    [InlineData("/documents")]
    [InlineData("/workflows")]
    [InlineData("/workflow_history")]
    [InlineData("/scores")]
    [InlineData("/get_chro_data")]
    [Trait("Requirement", "R15")]
    public async Task What_belongs_to_a_company_is_shown_to_its_people_only(string path)
    {
        (await _chief.As(null).FailAsync(HttpMethod.Get, path, HttpStatusCode.Unauthorized)).ShouldBe(("AUTH_ERROR", "Authentication required"));
        (await _chief.As("nobody@nowhere.example").FailAsync(HttpMethod.Get, path, HttpStatusCode.Forbidden)).Code.ShouldBe("FORBIDDEN");
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task Another_companys_rows_are_not_there()
    {
        var south = _chief.As(WorkforceHost.Stranger);
        var workflow = await _chief.NewWorkflowAsync("Only in the north");
        var document = (long)(await _chief.PostAsync("/documents", new { title = "Secret", content = "Of the north" }))["id"]!;

        foreach (var path in new[] { "/companies/1", "/users/1", $"/workflows/{workflow}", $"/documents/{document}" })
        {
            await south.FailAsync(HttpMethod.Get, path, HttpStatusCode.NotFound);
        }

        (await south.GetAsync("/users"))["data"]!.AsArray().Select(user => (string)user!["email"]!).ShouldBe([WorkforceHost.Stranger]);
        ((int)(await south.GetAsync("/workflows"))["total"]!).ShouldBe(0);
        ((int)(await south.GetAsync("/documents"))["total"]!).ShouldBe(0);
        await south.FailAsync(HttpMethod.Put, $"/documents/{document}/status", HttpStatusCode.NotFound, new { status = "processing" });
        await south.FailAsync(HttpMethod.Post, $"/workflows/{workflow}/history", HttpStatusCode.NotFound, new { status = "in_progress" });
        await south.FailAsync(HttpMethod.Put, $"/workflows/{workflow}", HttpStatusCode.NotFound, new { name = "Mine now", steps = new[] { new { name = "Take" } } }, "\"1\"");
        await south.FailAsync(HttpMethod.Put, "/users/1", HttpStatusCode.NotFound, new { email = "a@b.example", username = "a", full_name = "A" }, "\"1\"");
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public async Task Roles_near_to_one_are_found_and_those_of_no_role_are_not()
    {
        var near = await _chief.GetAsync("/roles/1/adjacency");

        near["data"]!.AsArray().Select(role => (string)role!["title"]!).ShouldBe(["Registered Nurses"]);
        (await _chief.GetAsync("/roles/2/adjacency"))["data"]!.AsArray().ShouldBeEmpty();
        await _chief.FailAsync(HttpMethod.Get, "/roles/99/adjacency", HttpStatusCode.NotFound);
    }
}

public sealed class WorkforceListTests_together_on_SQLite(WorkforceTogetherOnSqlite host) : WorkforceListTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

public sealed class WorkforceListTests_apart_on_SQLite(WorkforceApartOnSqlite host) : WorkforceListTests(host), IClassFixture<WorkforceApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class WorkforceListTests_together_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : WorkforceListTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class WorkforceListTests_apart_on_PostgreSQL(WorkforceApartOnPostgreSql host) : WorkforceListTests(host), IClassFixture<WorkforceApartOnPostgreSql>;
