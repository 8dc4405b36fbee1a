using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Todos.Bulk;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Many todos at once, behind the answer (S3's <c>bulk-process</c>).</summary>
[Trait("Requirement", "R51")]
[Trait("Requirement", "R61")]
public abstract class BulkTests(TodosOnSqlite host)
{
    private const string Bulk = TodosClient.Todos + "/bulk-process";
    private const long Nowhere = 900_000_000;
    private readonly TodosClient _client = new(host);

    [Fact]
    public async Task The_answer_is_the_documents_and_says_where_to_ask()
    {
        using var answer = await _client.SendAsync(HttpMethod.Post, Bulk, new { action = "review", ids = new[] { 1 } });
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        (answer.StatusCode, (string)body["message"]!, (string)body["status"]!).ShouldBe((HttpStatusCode.Accepted, "Processing started", "processing"));
        answer.Headers.Location!.ToString().ShouldBe($"/todos/api/v2/tasks/{body["task_id"]}");
        ((string)(await _client.EndAsync((string)body["task_id"]!))["status"]!).ShouldBe("completed");
    }

    [Fact]
    public async Task More_than_a_batch_is_completed_and_what_is_not_there_is_told_row_by_row()
    {
        var ids = await MakeAsync(700);
        var result = (await _client.BulkAsync(new { action = "complete", ids = (long[])[.. ids, .. ids.Take(5), Nowhere, Nowhere + 1] }))["result"]!;

        ((bool)result["applied"]!, (int)result["seen"]!, (int)result["changed"]!, (int)result["failed"]!).ShouldBe((true, 700, 700, 2));
        result["errors"]!.AsArray().Select(error => (string)error!["error"]!).ShouldBe([$"Todo with id {Nowhere} not found", $"Todo with id {Nowhere + 1} not found"]);
        (await VersionsAsync(ids)).ShouldBe([(2L, true)]);
        ((int)(await _client.BulkAsync(new { action = "complete", ids }))["result"]!["changed"]!).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_killed_process_has_done_is_not_done_again_by_the_next_one()
    {
        var (ids, tag) = (await MakeAsync(700), await _client.NewTagAsync());
        var order = new BulkOrder(BulkAction.Retag, [.. ids, Nowhere], null, 0, [tag], null, AllOrNothing: false);

        // As a process leaves it that is killed behind its first batch: that is committed, and the job waits for the next one.
        var task = await host.Session.WriteAsync(
            async (db, ct) =>
            {
                var ticket = await host.Get<ServiceJobs<TodosDb>>().EnqueueAsync(db, RunBulk.Kind, order, ct);
                var state = new BulkRun { JobId = ticket.Id, StartedAt = TimeProvider.System.GetUtcNow().UtcDateTime };
                db.Add(state);
                (await host.Get<BulkBatches>().NextAsync(db, order, state, ct), state.Changed).ShouldBe((true, BulkBatches.RowsAtOnce));
                return $"{ticket.Id}";
            },
            default);

        var result = (await _client.EndAsync(task))["result"]!;
        ((int)result["seen"]!, (int)result["changed"]!, (int)result["failed"]!).ShouldBe((700, 700, 1));
        (await VersionsAsync(ids)).ShouldBe([(2L, false)]);
        (await host.Session.ReadAsync((db, ct) => db.TodoTags.CountAsync(link => link.TagId == tag, ct), default)).ShouldBe(700);
    }

    [Fact]
    public async Task All_or_nothing_changes_nothing_when_one_fails_and_all_when_none_does()
    {
        var ids = await MakeAsync(300);
        var failed = await _client.BulkAsync(new { action = "delete", ids = (long[])[.. ids, Nowhere], all_or_nothing = true });

        ((string)failed["status"]!, (bool)failed["result"]!["applied"]!, (int)failed["result"]!["changed"]!, (int)failed["result"]!["failed"]!).ShouldBe(("completed", false, 0, 1));
        (await VersionsAsync(ids)).ShouldBe([(1L, false)]);

        var done = await _client.BulkAsync(new { action = "delete", ids, all_or_nothing = true });
        ((bool)done["result"]!["applied"]!, (int)done["result"]!["changed"]!).ShouldBe((true, 300));
        (await VersionsAsync(ids)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filter_means_what_is_so_when_it_is_asked_for()
    {
        var (employee, other) = (await _client.NewEmployeeAsync(), await _client.NewEmployeeAsync());
        var mine = await _client.NewAsync(new { title = "Mine", assignee_id = employee, priority = "high", due_date = "2020-01-01T00:00:00Z" });
        await _client.NewAsync(new { title = "Mine, and low", assignee_id = employee, priority = "low" });

        var result = (await _client.BulkAsync(new { action = "reassign", filter = new { assignee_id = employee, priority = "high", status = "pending" }, assignee_id = other }))["result"]!;
        ((int)result["seen"]!, (int)result["changed"]!, (int)result["overdue"]!).ShouldBe((1, 1, 1));
        ((long)(await _client.GetAsync($"{TodosClient.Todos}/{mine}"))["assignee_id"]!).ShouldBe(other);

        await _client.BulkAsync(new { action = "reassign", ids = new[] { mine } });
        ((long?)(await _client.GetAsync($"{TodosClient.Todos}/{mine}"))["assignee_id"]).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_taken_away_since_it_was_asked_for_ends_the_task_as_failed()
    {
        var order = new BulkOrder(BulkAction.Reassign, await MakeAsync(1), null, 0, null, AssigneeId: 99_999, AllOrNothing: false);
        var ticket = await host.Get<ServiceJobs<TodosDb>>().EnqueueAsync(RunBulk.Kind, order, default);

        ((string)(await _client.EndAsync($"{ticket.Id}"))["status"]!).ShouldBe("failed");
    }

    [Fact]
    public async Task A_hundred_thousand_ids_are_taken_and_one_more_is_not()
    {
        var many = Enumerable.Range(1, 100_000).Select(n => Nowhere + n).ToArray();
        var task = (string)(await _client.PostAsync(Bulk, new { action = "review", ids = many }, HttpStatusCode.Accepted))["task_id"]!;
        await _client.FailAsync(HttpMethod.Post, Bulk, HttpStatusCode.UnprocessableEntity, new { action = "review", ids = (long[])[.. many, 1] });

        // So that nobody waits for it; it may be too late for that.
        using var told = await _client.SendAsync(HttpMethod.Post, $"/api/v2/tasks/{task}/cancel");
        ((string)(await _client.EndAsync(task))["status"]!).ShouldBeOneOf("cancelled", "completed");
    }

    [Fact]
    public async Task It_tells_while_it_runs_how_many_it_has_looked_at_batch_by_batch()
    {
        const int Many = 100_000;
        var task = (string)(await _client.PostAsync(Bulk, new { action = "review", ids = Enumerable.Range(1, Many).Select(n => Nowhere + n) }, HttpStatusCode.Accepted))["task_id"]!;

        var first = await TellsAsync(_ => true);
        var then = await TellsAsync(looked => looked > first);
        (first % BulkBatches.RowsAtOnce, then % BulkBatches.RowsAtOnce).ShouldBe((0, 0));

        // So that nobody waits for it; it may be too late for that.
        using var told = await _client.SendAsync(HttpMethod.Post, $"/api/v2/tasks/{task}/cancel");
        await _client.EndAsync(task);

        async Task<int> TellsAsync(Func<int, bool> isSo)
        {
            var seen = await _client.UntilAsync(task, answer => (string)answer["status"]! != "processing" || (answer["note"] is not null && isSo(Looked(answer))));
            var looked = Looked(seen);
            ((string)seen["status"]!, (int?)seen["progress"], (string?)seen["note"]).ShouldBe(("processing", looked * 100 / Many, $"{looked} looked at, 0 changed"));
            return looked;
        }

        static int Looked(JsonNode answer) => int.Parse(((string?)answer["note"] ?? "0").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Of_many_errors_the_first_thousand_are_told_and_all_are_counted()
    {
        var result = (await _client.BulkAsync(new { action = "review", ids = Enumerable.Range(1, 1100).Select(n => Nowhere + n) }))["result"]!;

        ((int)result["failed"]!, result["errors"]!.AsArray().Count).ShouldBe((1100, 1000));
    }

    [Theory]
    [InlineData("""{}""", 422, "#/action")]
    [InlineData("""{"action":"explode","ids":[1]}""", 422, "#/action")]
    [InlineData("""{"action":"delete"}""", 422, "#/ids")]
    [InlineData("""{"action":"delete","ids":[]}""", 422, "#/ids")]
    [InlineData("""{"action":"delete","ids":[0]}""", 422, "#/ids")]
    [InlineData("""{"action":"delete","ids":[1],"filter":{"status":"pending"}}""", 422, "#/ids")]
    [InlineData("""{"action":"delete","filter":{}}""", 422, "#/filter")]
    [InlineData("""{"action":"delete","filter":{"status":"x"}}""", 422, "#/filter/status")]
    [InlineData("""{"action":"retag","ids":[1]}""", 422, "#/tag_ids")]
    [InlineData("""{"action":"retag","ids":[1],"tag_ids":[99999]}""", 422, "#/tag_ids/0")]
    [InlineData("""{"action":"complete","ids":[1],"assignee_id":1}""", 422, "#/assignee_id")]
    [InlineData("""{"action":"delete","ids":["1"]}""", 422, "#/ids/0")]
    [InlineData("""{"action":""", 400, null)]
    public async Task A_body_that_cannot_be_done_is_refused_before_anything_starts(string body, int status, string? pointer)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await host.Client.PostAsync(new Uri($"/todos{Bulk}", UriKind.Relative), content);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!;

        ((int)answer.StatusCode).ShouldBe(status, error.ToJsonString());
        ((string?)error["errors"]?[0]!["pointer"]).ShouldBe(pointer, error.ToJsonString());
    }

    // Todos of this test alone; their ids.
    private async Task<long[]> MakeAsync(int count)
    {
        var made = Enumerable.Range(0, count).Select(n => new Todo { Title = $"Bulk {n}" }).ToList();
        await host.Session.WriteAsync(
            (db, _) =>
            {
                db.AddRange(made);
                return Task.FromResult(0);
            },
            default);
        return [.. made.Select(todo => todo.Id).Order()];
    }

    private Task<List<(long Version, bool Completed)>> VersionsAsync(long[] ids)
    {
        var (first, last) = (ids[0], ids[^1]);
        return host.Session.ReadAsync(
            async (db, ct) => (await db.Todos.Where(todo => todo.Id >= first && todo.Id <= last && todo.Title.StartsWith("Bulk ")).Select(todo => new { todo.Version, todo.Completed }).Distinct().ToListAsync(ct))
                .ConvertAll(one => (one.Version, one.Completed)), default);
    }
}

public sealed class Bulk_on_SQLite(TodosOnSqlite host) : BulkTests(host), IClassFixture<TodosOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Bulk_on_PostgreSQL(TodosOnPostgreSql host) : BulkTests(host), IClassFixture<TodosOnPostgreSql>;
