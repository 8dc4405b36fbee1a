using System.Net;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>More rounds than anybody waits for: a task of whoever asks.</summary>
[Trait("Requirement", "R60")]
[Trait("Requirement", "R61")]
public abstract class LargeSimulationTests(WorkforceHost host)
{
    private const int MostRounds = 10_000_000;
    private readonly EtterClient _chief = new(host);

    [Fact]
    public async Task It_goes_on_behind_its_answer_and_comes_to_what_the_first_rounds_came_to_and_further()
    {
        using var answer = await _chief.SendAsync(HttpMethod.Post, "/simulation/v1", Request(rounds: 150));
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        body.ToJsonString().ShouldBe($$"""{"task_id":"{{body["task_id"]}}","status":"processing"}""");
        answer.Headers.Location!.ToString().ShouldBe($"{host.Prefix}/api/etter/simulation/v1/tasks/{body["task_id"]}");

        var task = await _chief.EndAsync((Guid)body["task_id"]!);
        var small = (await _chief.AskAsync(HttpMethod.Post, "/simulation/v1", Request(rounds: 100))).Body;

        ((string)task["status"]!, (string)task["result"]!["status"]!).ShouldBe(("completed", "completed"));
        var steps = task["result"]!["simulation_steps"]!.AsArray();
        steps.Count.ShouldBe(150);
        steps.Take(100).Select(step => step!.ToJsonString()).ShouldBe(small["simulation_steps"]!.AsArray().Select(step => step!.ToJsonString()));
        ((long)task["result"]!["summary"]!["headcount_after"]!).ShouldBe((long)steps[^1]!["headcount"]!);
    }

    [Fact]
    public async Task It_says_how_far_it_is_is_one_at_a_time_and_ends_when_it_is_told_to()
    {
        var task = await _chief.SimulateAsync(Request(MostRounds, roles: 100));
        var seen = await _chief.UntilAsync(task, answer => answer["note"] is not null);
        ((string)seen["status"]!, (string)seen["note"]!).ShouldBe(("processing", $"{(int)seen["progress"]! * (MostRounds / 100)} of {MostRounds} rounds"));

        // The most that may be asked for takes a second or some: the first may be over before it is asked for again.
        for (var again = await _chief.SimulateAsync(Request(MostRounds, roles: 100)); again != task; again = await _chief.SimulateAsync(Request(MostRounds, roles: 100)))
        {
            ((string)(await _chief.EndAsync(task))["status"]!).ShouldBe("completed");
            task = again;
        }

        var (code, message) = await _chief.FailAsync(HttpMethod.Post, "/simulation/v1", HttpStatusCode.Conflict, Request(MostRounds, roles: 100, seed: 1));
        (code, message.Contains($"/simulation/v1/tasks/{task}", StringComparison.Ordinal)).ShouldBe(("CONFLICT", true), message);
        (await _chief.As(WorkforceHost.Analyst).EndAsync(await CancelledAsync(_chief.As(WorkforceHost.Analyst))))["status"]!.ToString().ShouldBe("cancelled");

        (await _chief.AskAsync(HttpMethod.Post, $"/simulation/v1/tasks/{task}/cancel")).Status.ShouldBe(HttpStatusCode.OK);
        ((string)(await _chief.EndAsync(task))["status"]!).ShouldBe("cancelled");
        await _chief.FailAsync(HttpMethod.Post, $"/simulation/v1/tasks/{task}/cancel", HttpStatusCode.Conflict);
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task It_is_whose_who_asked_and_not_his_colleagues_either()
    {
        var task = await _chief.SimulateAsync(Request(101));
        await _chief.EndAsync(task);

        foreach (var (method, path) in new[] { (HttpMethod.Get, $"/simulation/v1/tasks/{task}"), (HttpMethod.Post, $"/simulation/v1/tasks/{task}/cancel") })
        {
            (await _chief.As(WorkforceHost.Analyst).FailAsync(method, path, HttpStatusCode.NotFound)).Message.ShouldBe($"Task with id {task} not found");
        }

        // Nobody is there to whom it would belong.
        await _chief.As(null).FailAsync(HttpMethod.Post, "/simulation/v1", HttpStatusCode.Unauthorized, Request(101));
        await _chief.As("somebody@nowhere.example").FailAsync(HttpMethod.Post, "/simulation/v1", HttpStatusCode.Forbidden, Request(101));
    }

    [Fact]
    public async Task More_rounds_than_a_core_does_in_seconds_are_refused_with_the_most_there_are() =>
        (await _chief.FailAsync(HttpMethod.Post, "/simulation/v1", HttpStatusCode.BadRequest, Request(MostRounds + 1))).Message.ShouldContain("10000000");

    private static object Request(int rounds, int roles = 1, long seed = 0) => new
    {
        n_iterations = rounds,
        company = "Test Corp",
        automation_factor = 0.000_000_1,
        seed,
        roles = Enumerable.Range(1, roles).Select(role => new { role = $"Role {role}", headcount = 10, avg_salary = 100_000m }),
    };

    // One that waits, since the first has the only place.
    private static async Task<Guid> CancelledAsync(EtterClient who)
    {
        var task = await who.SimulateAsync(Request(MostRounds, roles: 100));
        (await who.AskAsync(HttpMethod.Post, $"/simulation/v1/tasks/{task}/cancel")).Status.ShouldBe(HttpStatusCode.OK);
        return task;
    }
}

public sealed class LargeSimulations_on_SQLite(WorkforceTogetherOnSqlite host) : LargeSimulationTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class LargeSimulations_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : LargeSimulationTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;
