using System.Diagnostics;
using System.Net;
using Seaworthy.ScoringStandIn;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Scoring services that answer, dawdle, fail and lie: all are asked at once, some may fail, and nobody waits for ever.</summary>
[Trait("Requirement", "R34")]
public abstract class ScoringTests(ScoringProcess scoring)
{
    // What a busy machine takes for a quick answer; and how long whoever says nothing is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);
    private static readonly Uri Nobody = new("http://127.0.0.1:1/score");

    protected abstract Task<TestDatabase> DatabaseAsync();

    [Fact]
    public Task The_mean_of_those_who_answer_is_the_score_and_stands_on_the_dashboard() => WithAsync(["score", "score"], async (chief, workflow) =>
    {
        var score = await ScoreAsync(chief, workflow);

        ((int)score["score"]!, (int)score["answered"]!, (int)score["asked"]!).ShouldBe((Answers.Of("", steps: 2, minutes: 150), 2, 2));
        var line = (await chief.GetAsync("/get_chro_data"))["data"]!.AsArray().Single(line => (long)line!["workflow"]!["id"]! == workflow)!;
        ((long)line["etter_score"]!["id"]!).ShouldBe((long)score["id"]!);
        (await chief.GetAsync($"/scores?workflow_id={workflow}"))["data"]!.AsArray().Count.ShouldBe(1);
    });

    [Fact]
    public Task All_are_asked_at_once() => WithAsync(["together/3", "together/3", "together/3"], async (chief, workflow) =>
        ((int)(await ScoreAsync(chief, workflow))["answered"]!).ShouldBe(3));

    [Fact]
    public Task Half_of_them_may_fail() => WithAsync(["score", "failing", "score", "garbage"], async (chief, workflow) =>
    {
        var score = await ScoreAsync(chief, workflow);

        ((int)score["answered"]!, (int)score["asked"]!).ShouldBe((2, 4));
    });

    [Fact]
    public Task Whoever_dawdles_is_not_waited_for() => WithAsync(["slow", "score", "slow"], async (chief, workflow) =>
    {
        var started = Stopwatch.GetTimestamp();

        ((int)(await ScoreAsync(chief, workflow))["answered"]!).ShouldBe(1);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Patience);
    });

    [Fact]
    [Trait("Requirement", "R42")]
    public Task When_all_fail_it_is_a_502_that_says_how_and_nothing_is_stored() =>
        WithAsync(["failing", "garbage", "outside", "wide"], async (chief, workflow) =>
        {
            var (status, body) = await chief.AskAsync(HttpMethod.Post, $"/workflows/{workflow}/score");

            (status, (string)body["error_code"]!).ShouldBe((HttpStatusCode.BadGateway, "EXTERNAL_SERVICE_ERROR"));
            ((string)body["message"]!).ShouldBe("scoring: none of 5 answered with a score: status 503, no JSON, no score, too large, not reached");
            ((string)body["metadata"]!["service"]!).ShouldBe("scoring");
            (await chief.GetAsync($"/scores?workflow_id={workflow}"))["data"]!.AsArray().ShouldBeEmpty();
        }, Nobody);

    [Fact]
    public Task Without_a_scoring_service_the_answer_says_the_setting() => WithAsync([], async (chief, workflow) =>
        (await chief.FailAsync(HttpMethod.Post, $"/workflows/{workflow}/score", HttpStatusCode.ServiceUnavailable)).Message.ShouldContain("Services__Workforce__Upstreams__scoring"));

    [Fact]
    [Trait("Requirement", "R15")]
    public Task Another_companys_workflow_is_not_scored() => WithAsync(["score"], (chief, workflow) =>
        chief.As(WorkforceHost.Stranger).FailAsync(HttpMethod.Post, $"/workflows/{workflow}/score", HttpStatusCode.NotFound));

    private static Task<System.Text.Json.Nodes.JsonNode> ScoreAsync(EtterClient chief, long workflow) => chief.PostAsync($"/workflows/{workflow}/score", new { });

    private async Task WithAsync(string[] paths, Func<EtterClient, long, Task> test, params Uri[] more)
    {
        var host = new ScoringHost(DatabaseAsync, [.. paths.Select(path => new Uri(scoring.Address, path)), .. more], paths.Contains("slow") ? Short : Patience);
        await host.InitializeAsync();
        try
        {
            var chief = new EtterClient(host);
            await test(chief, await chief.NewWorkflowAsync("Scored"));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}

public sealed class Scoring_on_SQLite(ScoringProcess scoring) : ScoringTests(scoring), IClassFixture<ScoringProcess>
{
    protected override Task<TestDatabase> DatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class Scoring_on_PostgreSQL(ScoringProcess scoring) : ScoringTests(scoring), IClassFixture<ScoringProcess>
{
    protected override Task<TestDatabase> DatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
