using System.Net;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Todos, tags and people are written, changed and taken away.</summary>
public abstract class TodoTests(TodosOnSqlite host)
{
    private readonly TodosClient _client = new(host);

    [Fact]
    [Trait("Requirement", "R3")]
    [Trait("Requirement", "R4")]
    public async Task A_title_is_trimmed_and_loses_its_tags_and_nothing_else()
    {
        var todo = await _client.PostAsync(TodosClient.Todos, new { title = "  <b>Buy</b> milk <script>x()</script>& a <b3 vitamin ", description = "a < b" });

        ((string)todo["title"]!, (string)todo["description"]!).ShouldBe(("Buy milk & a <b3 vitamin", "a < b"));
        ((string)todo["status"]!, (string)todo["priority"]!, (bool)todo["completed"]!, (string?)todo["due_date"]).ShouldBe(("pending", "medium", false, null));
    }

    [Theory]
    [InlineData("""{}""", "#/title")]
    [InlineData("""{"title":""}""", "#/title")]
    [InlineData("""{"title":" <i></i> "}""", "#/title")]
    [InlineData("""{"title":"ok","status":"done"}""", "#/status")]
    [InlineData("""{"title":"ok","status":"pending","completed":true}""", "#/completed")]
    [InlineData("""{"title":"ok","priority":"P1"}""", "#/priority")]
    [InlineData("""{"title":"ok","due_date":"tomorrow"}""", "#/due_date")]
    [InlineData("""{"title":"ok","due_date":"0001-01-01T00:00:00Z"}""", "#/due_date")]
    [InlineData("""{"title":"ok","tag_ids":[1,1]}""", "#/tag_ids")]
    [InlineData("""{"title":"ok","tag_ids":[1,99999]}""", "#/tag_ids/1")]
    [InlineData("""{"title":"ok","assignee_id":99999}""", "#/assignee_id")]
    [Trait("Requirement", "R3")]
    public async Task What_breaks_a_rule_is_422_and_names_the_member(string body, string pointer)
    {
        var error = await _client.FailAsync(HttpMethod.Post, TodosClient.Todos, HttpStatusCode.UnprocessableEntity, System.Text.Json.Nodes.JsonNode.Parse(body));

        ((string)error["code"]!, (string)error["errors"]![0]!["pointer"]!).ShouldBe(("VALIDATION_ERROR", pointer));
        (await _client.FailAsync(HttpMethod.Post, TodosClient.Todos, HttpStatusCode.UnprocessableEntity, new { title = new string('x', 201) }))["errors"]![0]!["detail"]!.ToString().ShouldContain("200");
    }

    [Fact]
    public async Task A_value_outside_its_vocabulary_is_told_what_there_is() =>
        ((string)(await _client.FailAsync(HttpMethod.Post, TodosClient.Todos, HttpStatusCode.UnprocessableEntity, new { title = "x", status = "done" }))["errors"]![0]!["detail"]!)
            .ShouldBe("must be one of pending, in_progress, completed");

    [Fact]
    public async Task Completed_follows_the_status_by_every_way_that_changes_it()
    {
        var id = await _client.NewAsync(new { title = "Follow", status = "completed" });
        ((bool)(await _client.GetAsync($"{TodosClient.Todos}/{id}"))["completed"]!).ShouldBeTrue();

        ((bool)(await _client.PutAsync($"{TodosClient.Todos}/{id}/status", new { status = "in_progress" }))["completed"]!).ShouldBeFalse();
        ((bool)(await _client.PutAsync($"{TodosClient.Todos}/{id}", new { title = "Follow", status = "completed" }, "\"2\""))["completed"]!).ShouldBeTrue();
        ((long)(await _client.PutAsync($"{TodosClient.Todos}/{id}/status", new { status = "completed" }))["version"]!).ShouldBe(3, "said twice, it is said once");
        ((string)(await _client.PostAsync(TodosClient.Todos, new { title = "As the document's clients say it", completed = true }))["status"]!).ShouldBe("completed");
        await _client.FailAsync(HttpMethod.Put, $"{TodosClient.Todos}/999999/status", HttpStatusCode.NotFound, new { status = "completed" });
    }

    [Fact]
    public async Task A_change_is_made_from_the_version_that_was_read()
    {
        var (tag, other) = (await _client.NewTagAsync(), await _client.NewTagAsync());
        var id = await _client.NewAsync(new { title = "First", tag_ids = new[] { tag } });
        var path = $"{TodosClient.Todos}/{id}";

        await _client.FailAsync(HttpMethod.Put, path, HttpStatusCode.PreconditionRequired, new { title = "Second" });
        var changed = await _client.PutAsync(path, new { title = "Second", tag_ids = new[] { other }, due_date = "2027-01-01T12:00:00+02:00" }, "\"1\"");
        await _client.FailAsync(HttpMethod.Put, path, HttpStatusCode.PreconditionFailed, new { title = "Third" }, "\"1\"");

        ((string)changed["title"]!, (long)changed["tags"]![0]!["id"]!, changed["tags"]!.AsArray().Count, (string)changed["due_date"]!).ShouldBe(("Second", other, 1, "2027-01-01T10:00:00Z"));
        await _client.FailAsync(HttpMethod.Delete, path, HttpStatusCode.PreconditionFailed, ifMatch: "\"1\"");
        (await _client.AskAsync(HttpMethod.Delete, path, ifMatch: "\"2\"")).Status.ShouldBe(HttpStatusCode.NoContent);
        ((string)(await _client.FailAsync(HttpMethod.Get, path, HttpStatusCode.NotFound))["message"]!).ShouldBe($"Todo with id {id} not found");
    }

    [Fact]
    [Trait("Requirement", "R46")]
    public async Task What_a_todo_shows_of_others_is_another_version_of_it_when_it_changes()
    {
        var department = (long)(await _client.PostAsync("/api/v2/departments", new { name = $"D {Guid.NewGuid():N}" }))["id"]!;
        var (tag, employee) = (await _client.NewTagAsync(), await _client.NewEmployeeAsync(department));
        var path = $"{TodosClient.Todos}/{await _client.NewAsync(new { title = "Shown", tag_ids = new[] { tag }, assignee_id = employee })}";
        await _client.GetAsync(path); // kept from here on

        await _client.PutAsync($"/api/v2/tags/{tag}", new { name = $"Renamed {tag}" }, "\"1\"");
        await _client.PutAsync($"/api/v2/departments/{department}", new { name = $"Moved {department}" }, "\"1\"");
        await _client.PutAsync($"/api/v2/employees/{employee}", new { name = "Zoë", department_id = department }, "\"2\"");

        var todo = await _client.GetAsync(path);
        ((string)todo["tags"]![0]!["name"]!, (string)todo["department_name"]!, (string)todo["assignee_name"]!, (string?)todo["assignee_email"], (long)todo["version"]!)
            .ShouldBe(($"Renamed {tag}", $"Moved {department}", "Zoë", null, 4L));

        foreach (var gone in (string[])[$"/api/v2/departments/{department}", $"/api/v2/employees/{employee}", $"/api/v2/tags/{tag}"])
        {
            (await _client.AskAsync(HttpMethod.Delete, gone)).Status.ShouldBe(HttpStatusCode.NoContent);
        }

        todo = await _client.GetAsync(path);
        (todo["tags"]!.AsArray().Count, (long?)todo["assignee_id"], (string?)todo["department_name"], (long)todo["version"]!).ShouldBe((0, null, null, 7L));
    }

    [Fact]
    public async Task A_name_or_an_address_that_another_has_is_a_conflict()
    {
        var name = $"Twice {Guid.NewGuid():N}";
        await _client.PostAsync("/api/v2/tags", new { name });
        await _client.FailAsync(HttpMethod.Post, "/api/v2/tags", HttpStatusCode.Conflict, new { name = name.ToUpperInvariant() });
        var email = $"{Guid.NewGuid():N}@example.com";
        await _client.NewEmployeeAsync(email: email);
        await _client.FailAsync(HttpMethod.Post, "/api/v2/employees", HttpStatusCode.Conflict, new { name = "Somebody", email });
        ((string)(await _client.FailAsync(HttpMethod.Post, "/api/v2/employees", HttpStatusCode.UnprocessableEntity, new { name = "S", department_id = 9999 }))["errors"]![0]!["pointer"]!).ShouldBe("#/department_id");
    }
}

public sealed class Todos_on_SQLite(TodosOnSqlite host) : TodoTests(host), IClassFixture<TodosOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Todos_on_PostgreSQL(TodosOnPostgreSql host) : TodoTests(host), IClassFixture<TodosOnPostgreSql>;
