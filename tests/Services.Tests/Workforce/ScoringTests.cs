using System.Diagnostics;
using System.Net;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Scoring services that answer, dawdle, fail and lie: all are asked at once, some may fail, and nobody waits for ever.</summary>
[Trait("Requirement", "R34")]
public sealed class ScoringTests(ScoringProcess scoring) : IClassFixture<ScoringProcess>
{
    [Fact]
    public Task All_are_asked_at_once() => WithAsync(["together/3", "together/3", "together/3"], async (chief, workflow) =>
        ((int)(await chief.ScoreAsync(workflow))["answered"]!).ShouldBe(3));

    [Fact]
    public Task Half_of_them_may_fail() => WithAsync(["score", "failing", "score", "garbage"], async (chief, workflow) =>
    {
        var score = await chief.ScoreAsync(workflow);

        ((int)score["answered"]!, (int)score["asked"]!).ShouldBe((2, 4));
    });

    [Fact]
    public Task Whoever_dawdles_is_not_waited_for() => WithAsync(["slow", "score", "slow"], async (chief, workflow) =>
    {
        var started = Stopwatch.GetTimestamp();

        ((int)(await chief.ScoreAsync(workflow))["answered"]!).ShouldBe(1);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(ScoringHost.Patience);
    });

    [Fact]
    public Task Without_a_scoring_service_the_answer_says_the_setting() => WithAsync([], async (chief, workflow) =>
        (await chief.FailAsync(HttpMethod.Post, $"/workflows/{workflow}/score", HttpStatusCode.ServiceUnavailable)).Message.ShouldContain("Services__Workforce__Upstreams__scoring"));

    private Task WithAsync(string[] paths, Func<EtterClient, long, Task> test) => ScoringHost.WithAsync(() => Task.FromResult(TestDatabase.Sqlite()), scoring, paths, test);
}
