using System.Net;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Lists and items are kept: for a company alone, until one of its people changes what they show.</summary>
[Trait("Requirement", "R38")]
[Trait("Requirement", "R39")]
public abstract class WorkforceCacheTests(WorkforceHost host)
{
    private static readonly object Steps = new[] { new { name = "Only step", minutes = 5 } };
    private readonly EtterClient _chief = new(host);

    private EtterClient Colleague => _chief.As(WorkforceHost.Analyst);

    private EtterClient South => _chief.As(WorkforceHost.Stranger);

    [Theory]
    [InlineData("/master_companies")]
    [InlineData("/companies")]
    [InlineData("/companies/1")]
    [InlineData("/users")]
    [InlineData("/users/1")]
    [InlineData("/documents")]
    [InlineData("/workflows")]
    [InlineData("/workflow_history")]
    [InlineData("/scores")]
    [InlineData("/roles")]
    [InlineData("/roles/1")]
    [InlineData("/tasks")]
    [InlineData("/tasks/1")]
    public async Task What_was_asked_once_is_kept_for_all_who_may_see_it(string path)
    {
        // Of this test alone: the other parameters are in the key too.
        var asked = path + (path[^1] == '1' ? "?fields=id" : "?page_size=7");
        var made = await AskAsync(_chief, asked);
        var kept = await AskAsync(Colleague, asked);

        (made.Status, made.Age, kept.Status).ShouldBe((HttpStatusCode.OK, null, HttpStatusCode.OK));
        kept.Age.ShouldNotBeNull(path);
        kept.Text.ShouldBe(made.Text);
    }

    [Theory]
    [InlineData("/companies")]
    [InlineData("/companies/1")]
    [InlineData("/users")]
    [InlineData("/users/1")]
    [InlineData("/documents")]
    [InlineData("/workflows")]
    [InlineData("/workflow_history")]
    [InlineData("/scores")]
    [Trait("Requirement", "R15")]
    public async Task What_is_kept_of_a_company_reaches_neither_another_nor_a_stranger(string path)
    {
        var isOne = path[^1] == '1';
        var asked = path + (isOne ? "" : "?page_size=9");
        var north = await AskAsync(_chief, asked);
        (await AskAsync(_chief, asked)).Age.ShouldNotBeNull(asked);

        var south = await AskAsync(South, asked);

        (south.Status, south.Age).ShouldBe((isOne ? HttpStatusCode.NotFound : HttpStatusCode.OK, null), asked);
        south.Text.ShouldNotContain("north.example");
        (await AskAsync(_chief.As(null), asked)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(_chief.As("nobody@nowhere.example"), asked)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(_chief, asked)).Text.ShouldBe(north.Text);
    }

    [Fact]
    public async Task A_change_of_a_user_is_seen_at_once_in_the_list_and_by_the_address()
    {
        var made = await _chief.PostAsync("/users", new { email = "kept@north.example", username = "kept", full_name = "Before" });
        var id = (long)made["id"]!;
        await WarmAsync("/users", $"/users/{id}");

        await _chief.PutAsync($"/users/{id}", new { email = "kept@north.example", username = "kept", full_name = "After" }, await _chief.ETagAsync($"/users/{id}"));

        (await DataAsync($"/users/{id}"))["full_name"]!.ToString().ShouldBe("After");
        (await DataAsync("/users")).ToJsonString().ShouldContain("After");
        await WarmAsync("/users");
        await _chief.PostAsync("/users", new { email = "kept2@north.example", username = "kept2", full_name = "Second" });
        (await DataAsync("/users")).ToJsonString().ShouldContain("Second");
    }

    [Fact]
    public async Task A_change_of_a_company_is_seen_at_once()
    {
        await WarmAsync("/companies", "/companies/1");

        await _chief.PutAsync("/companies/1", new { name = "North, renamed", industry = "Trade" }, await _chief.ETagAsync("/companies/1"));

        (await DataAsync("/companies/1"))["name"]!.ToString().ShouldBe("North, renamed");
        (await DataAsync("/companies"))[0]!["name"]!.ToString().ShouldBe("North, renamed");
    }

    [Fact]
    public async Task A_change_of_a_workflow_is_seen_at_once_and_so_is_what_people_make_of_it()
    {
        var id = await _chief.NewWorkflowAsync("Kept");
        await WarmAsync("/workflows", $"/workflows/{id}", "/workflow_history");

        await _chief.PutAsync($"/workflows/{id}", new { name = "Kept no longer", status = "draft", description = "", steps = Steps }, await _chief.ETagAsync($"/workflows/{id}"));
        var entry = (long)(await _chief.PostAsync($"/workflows/{id}/history", new { status = "in_progress" }))["id"]!;

        var shown = await DataAsync($"/workflows/{id}");
        (shown["name"]!.ToString(), shown["steps"]!.AsArray().Count).ShouldBe(("Kept no longer", 1));
        (await DataAsync("/workflows")).ToJsonString().ShouldContain("Kept no longer");
        (await DataAsync("/workflow_history")).AsArray().Select(one => (long)one!["id"]!).ShouldContain(entry);
        await WarmAsync($"/workflow_history/{entry}");
        await _chief.PutAsync($"/workflow_history/{entry}", new { status = "validated", score = 12 });
        (await DataAsync($"/workflow_history/{entry}"))["score"]!.ToString().ShouldBe("12");
    }

    [Fact]
    public async Task A_change_of_a_document_is_seen_at_once()
    {
        await WarmAsync("/documents");
        var id = (long)(await _chief.PostAsync("/documents", new { title = "Kept", content = "Text" }))["id"]!;
        await WarmAsync("/documents", $"/documents/{id}");

        await _chief.PutAsync($"/documents/{id}/status", new { status = "processing" });

        (await DataAsync($"/documents/{id}"))["status"]!.ToString().ShouldBe("processing");
        (await DataAsync("/documents")).AsArray().Single(one => (long)one!["id"]! == id)!["status"]!.ToString().ShouldBe("processing");
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task Who_changes_the_company_is_shown_the_other_one_and_who_leaves_nothing()
    {
        var id = (long)(await _chief.PostAsync("/users", new { email = "mover@between.example", username = "mover", full_name = "Mover" }))["id"]!;
        var mover = _chief.As("mover@between.example");
        await mover.GetAsync("/companies");
        (await AskAsync(mover, "/companies")).Age.ShouldNotBeNull();

        await host.MoveUserAsync(id, WorkforceHost.North + 1);
        (await mover.GetAsync("/companies"))["data"]![0]!["id"]!.ToString().ShouldBe("2");

        await host.MoveUserAsync(id, company: null);
        (await AskAsync(mover, "/companies")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    // A hit, so that what comes after shows that it has ended.
    private async Task WarmAsync(params string[] paths)
    {
        foreach (var path in paths)
        {
            await AskAsync(_chief, path);
            (await AskAsync(_chief, path)).Age.ShouldNotBeNull(path);
        }
    }

    private async Task<JsonNode> DataAsync(string path)
    {
        (await AskAsync(_chief, path)).Age.ShouldBeNull(path);
        return (await _chief.GetAsync(path))["data"]!;
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? Age, string Text)> AskAsync(EtterClient client, string path)
    {
        using var answer = await client.SendAsync(HttpMethod.Get, path);
        return (answer.StatusCode, answer.Headers.Age, await answer.Content.ReadAsStringAsync());
    }
}

public sealed class WorkforceCacheTests_together_on_SQLite(WorkforceTogetherOnSqlite host) : WorkforceCacheTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

public sealed class WorkforceCacheTests_apart_on_SQLite(WorkforceApartOnSqlite host) : WorkforceCacheTests(host), IClassFixture<WorkforceApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class WorkforceCacheTests_together_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : WorkforceCacheTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class WorkforceCacheTests_apart_on_PostgreSQL(WorkforceApartOnPostgreSql host) : WorkforceCacheTests(host), IClassFixture<WorkforceApartOnPostgreSql>;
