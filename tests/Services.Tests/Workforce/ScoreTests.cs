using System.Net;
using Seaworthy.ScoringStandIn;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>What is kept of a score, on both engines.</summary>
[Trait("Requirement", "R34")]
public abstract class ScoreTests(ScoringProcess scoring)
{
    private static readonly Uri Nobody = new("http://127.0.0.1:1/score");

    protected abstract Task<TestDatabase> DatabaseAsync();

    [Fact]
    public Task The_mean_of_those_who_answer_is_the_score_and_stands_on_the_dashboard() => WithAsync(["score", "score"], async (chief, workflow) =>
    {
        var score = await chief.ScoreAsync(workflow);

        ((int)score["score"]!, (int)score["answered"]!, (int)score["asked"]!).ShouldBe((Answers.Of("", steps: 2, minutes: 150), 2, 2));
        var line = (await chief.GetAsync("/get_chro_data"))["data"]!.AsArray().Single(line => (long)line!["workflow"]!["id"]! == workflow)!;
        ((long)line["etter_score"]!["id"]!).ShouldBe((long)score["id"]!);
        (await chief.GetAsync($"/scores?workflow_id={workflow}"))["data"]!.AsArray().Count.ShouldBe(1);
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
    [Trait("Requirement", "R15")]
    public Task Another_companys_workflow_is_not_scored() => WithAsync(["score"], (chief, workflow) =>
        chief.As(WorkforceHost.Stranger).FailAsync(HttpMethod.Post, $"/workflows/{workflow}/score", HttpStatusCode.NotFound));

    private Task WithAsync(string[] paths, Func<EtterClient, long, Task> test, params Uri[] more) => ScoringHost.WithAsync(DatabaseAsync, scoring, paths, test, more);
}

public sealed class Scores_on_SQLite(ScoringProcess scoring) : ScoreTests(scoring), IClassFixture<ScoringProcess>
{
    protected override Task<TestDatabase> DatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class Scores_on_PostgreSQL(ScoringProcess scoring) : ScoreTests(scoring), IClassFixture<ScoringProcess>
{
    protected override Task<TestDatabase> DatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
