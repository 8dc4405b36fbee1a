using System.Net;
using Seaworthy.EntityFrameworkCore.QueryBudgets;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Todos page after page, filtered, counted and kept.</summary>
public abstract class TodoListTests(TodosOnSqlite host)
{
    private readonly TodosClient _client = new(host);

    [Fact]
    [Trait("Requirement", "R41")]
    [Trait("Requirement", "R48")]
    public async Task A_cursor_leads_through_all_summaries_once()
    {
        var tag = await _client.NewTagAsync();
        var made = new List<long>();
        for (var n = 0; n < 5; n++)
        {
            made.Add(await _client.NewAsync(new { title = $"Page {n}", tag_ids = new[] { tag } }));
        }

        var (seen, cursor) = (new List<long>(), "");
        do
        {
            var page = await _client.GetAsync($"{TodosClient.Todos}?tag_id={tag}&limit=2&cursor={cursor}");
            page["items"]!.AsArray().ShouldAllBe(row => string.Join(' ', row!.AsObject().Select(member => member.Key)) == "id title completed");
            seen.AddRange(page["items"]!.AsArray().Select(row => (long)row!["id"]!));
            cursor = (string?)page["next_cursor"];
        }
        while (cursor is not null);
        seen.ShouldBe(Enumerable.Reverse(made));
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("limit=100", 200)]
    [InlineData("limit=101", 400)]
    [InlineData("limit=0", 400)]
    [InlineData("status=done", 400)]
    [InlineData("due_from=tomorrow", 400)]
    [InlineData("tag_id=1&sort=due_date", 400)]
    [InlineData("stauts=pending", 400)]
    [InlineData("cursor=x", 400)]
    [Trait("Requirement", "R41")]
    public async Task Limit_is_1_to_100_and_what_is_not_known_is_refused(string query, int status) =>
        ((int)(await _client.AskAsync(HttpMethod.Get, $"{TodosClient.Todos}?{query}")).Status).ShouldBe(status);

    [Fact]
    public async Task A_page_has_50_where_nobody_says()
    {
        await host.Session.WriteAsync(
            (db, _) =>
            {
                db.AddRange(Enumerable.Range(0, 30).Select(n => new Seaworthy.Todos.Items.Todo { Title = $"Many {n}" }));
                return Task.FromResult(0);
            },
            default);

        (await _client.GetAsync(TodosClient.Todos))["items"]!.AsArray().Count.ShouldBe(50);
    }

    [Fact]
    public async Task Filters_narrow_alone_and_together_with_a_tag_and_without()
    {
        var (tag, employee) = (await _client.NewTagAsync(), await _client.NewEmployeeAsync());
        var wanted = await _client.NewAsync(new { title = "Wanted", status = "in_progress", priority = "urgent", due_date = "2031-05-05T00:00:00Z", tag_ids = new[] { tag }, assignee_id = employee });
        await _client.NewAsync(new { title = "No date", status = "in_progress", priority = "urgent", tag_ids = new[] { tag }, assignee_id = employee });
        await _client.NewAsync(new { title = "Later", status = "pending", priority = "low", due_date = "2031-06-05T00:00:00Z", tag_ids = new[] { tag }, assignee_id = employee });

        foreach (var by in (string[])["", $"tag_id={tag}&"])
        {
            (await CountAsync($"{by}assignee_id={employee}")).ShouldBe(3);
            (await CountAsync($"{by}assignee_id={employee}&status=in_progress&priority=urgent")).ShouldBe(2);
            (await CountAsync($"{by}assignee_id={employee}&due_from=2031-01-01")).ShouldBe(2);
            var found = (await _client.GetAsync($"{TodosClient.Todos}?{by}assignee_id={employee}&due_from=2031-05-01&due_to=2031-05-31T00:00:00Z"))["items"]!.AsArray();
            found.Select(row => (long)row!["id"]!).ShouldBe([wanted]);
        }

        var ordered = (await _client.GetAsync($"{TodosClient.Todos}?assignee_id={employee}&sort=due_date&fields=title"))["items"]!.AsArray();
        ordered.Select(row => (string)row!["title"]!).ShouldBe(["Wanted", "Later", "No date"]);
    }

    [Fact]
    [Trait("Requirement", "R43")]
    [Trait("Requirement", "R47")]
    public async Task The_first_version_shows_whole_todos_and_says_that_it_leaves()
    {
        var id = await _client.NewAsync(new { title = "Long", description = new string('x', 3000) });
        using var answer = await _client.SendAsync(HttpMethod.Get, "/api/v1/todos?limit=1");
        var page = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        page.AsObject().Select(member => member.Key).ShouldBe(["items", "total", "offset", "limit"]);
        ((long)page["items"]![0]!["id"]!, (string)page["items"]![0]!["description"]!).ShouldBe((id, new string('x', 1000) + "..."));
        (answer.Headers.Contains("Deprecation"), answer.Headers.Contains("Sunset")).ShouldBe((true, true));
        answer.Headers.GetValues("Link").ShouldContain(link => link == "</todos/api/v2/todos>; rel=\"successor-version\"");
        ((string)(await _client.GetAsync($"/api/v1/todos/{id}"))["description"]!).Length.ShouldBe(3000);
    }

    [Fact]
    [Trait("Requirement", "R37")]
    [Trait("Requirement", "R39")]
    public async Task Filters_and_numbers_are_kept_until_a_todo_changes()
    {
        var employee = await _client.NewEmployeeAsync();
        var list = $"{TodosClient.Todos}?assignee_id={employee}";
        await _client.NewAsync(new { title = "One", assignee_id = employee });
        var (before, stats) = ((await _client.GetAsync(list))["items"]!.AsArray().Count, await _client.GetAsync($"{TodosClient.Todos}/stats"));
        await AddUntoldAsync(employee);

        using (var kept = await _client.SendAsync(HttpMethod.Get, list))
        {
            kept.Headers.Age.ShouldNotBeNull();
        }

        ((await CountAsync($"assignee_id={employee}")), (await _client.GetAsync($"{TodosClient.Todos}/stats")).ToJsonString()).ShouldBe((before, stats.ToJsonString()));
        await _client.NewAsync(new { title = "Two", status = "completed", due_date = "2020-01-01T00:00:00Z", assignee_id = employee });

        var then = await _client.GetAsync($"{TodosClient.Todos}/stats");
        (await CountAsync($"assignee_id={employee}")).ShouldBe(before + 2);
        ((long)then["total"]!, (long)then["completed"]!).ShouldBe(((long)stats["total"]! + 2, (long)stats["completed"]! + 1));
    }

    [Fact]
    public async Task Numbers_are_counted_by_status_priority_and_what_is_overdue()
    {
        var before = await _client.GetAsync($"{TodosClient.Todos}/stats");
        await _client.NewAsync(new { title = "Late", priority = "high", due_date = "2020-01-01T00:00:00Z" });
        await _client.NewAsync(new { title = "Done", priority = "high", status = "completed", due_date = "2020-01-01T00:00:00Z" });
        var after = await _client.GetAsync($"{TodosClient.Todos}/stats");

        More("total").ShouldBe(2);
        More("overdue").ShouldBe(1);
        ((long)after["by_priority"]!["high"]! - (long)before["by_priority"]!["high"]!, (long)after["by_status"]!["completed"]! - (long)before["by_status"]!["completed"]!).ShouldBe((2, 1));

        long More(string name) => (long)after[name]! - (long)before[name]!;
    }

    [Fact]
    [Trait("Requirement", "R30")]
    public async Task However_many_there_are_lists_take_one_statement_or_two_and_a_todo_with_all_that_belongs_to_it_two()
    {
        foreach (var path in (string[])[$"{TodosClient.Todos}?limit=99", $"{TodosClient.Todos}?tag_id=1&limit=99", "/api/v1/todos?limit=99", $"{TodosClient.Todos}/3", $"{TodosClient.Todos}/stats", "/api/v2/employees?limit=99"])
        {
            await _client.GetAsync(path);
        }

        host.Get<QueryBudget>().Findings.ShouldBeEmpty();
    }

    private async Task<int> CountAsync(string query) => (await _client.GetAsync($"{TodosClient.Todos}?{query}"))["items"]!.AsArray().Count;

    // Past the service, so that nobody is told.
    private Task<int> AddUntoldAsync(long employee) => host.Session.WriteAsync(
        (db, _) =>
        {
            db.Add(new Seaworthy.Todos.Items.Todo { Title = "Untold", AssigneeId = employee });
            return Task.FromResult(0);
        },
        default);
}

public sealed class TodoLists_on_SQLite(TodosOnSqlite host) : TodoListTests(host), IClassFixture<TodosOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class TodoLists_on_PostgreSQL(TodosOnPostgreSql host) : TodoListTests(host), IClassFixture<TodosOnPostgreSql>;
