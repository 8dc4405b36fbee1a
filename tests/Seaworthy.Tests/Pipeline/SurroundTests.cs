using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Api.Problems;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Pipeline;

/// <summary>A stage that has the later ones run, once, when it wants to.</summary>
[Trait("Requirement", "R7")]
public sealed class SurroundTests
{
    private readonly List<string> _told = [];
    private EndpointPlan? _plan;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_has_the_rest_run_and_sees_what_became_of_it(bool waits)
    {
        var (status, body) = await AskAsync("/good", waits);

        (status, body).ShouldBe((HttpStatusCode.OK, "good"));
        _told.ShouldBe(["outer in", "around", "inner in", "200 after", "inner out", "around out", "outer out"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_rest_throws_becomes_a_problem_and_every_stage_is_left_once(bool waits)
    {
        var (status, body) = await AskAsync("/fails", waits);

        status.ShouldBe(HttpStatusCode.InternalServerError);
        body.ShouldContain("\"status\":500");
        _told.ShouldBe(["outer in", "around", "inner in", "inner out", "around out", "outer out"]);
    }

    [Fact]
    public async Task A_later_stage_may_refuse()
    {
        var (status, body) = await AskAsync("/good", waits: false, refuses: true);

        (status, body.Contains("not today", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true));
        _told.ShouldBe(["outer in", "around", "inner in", "200 after", "inner out", "around out", "outer out"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_may_answer_without_the_rest(bool waits)
    {
        var (status, body) = await AskAsync("/good", waits, runsRest: false);

        (status, body).ShouldBe((HttpStatusCode.OK, "kept"));
        _told.ShouldBe(["outer in", "around", "around out", "outer out"]);
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string path, bool waits, bool refuses = false, bool runsRest = true)
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/good", (HttpContext context) => Met(context, "good"));
            app.MapGet("/fails", string (HttpContext context) => Met(context, null) ?? throw new InvalidOperationException("secret"));
        });
        (await app.Client.GetAsync(path)).Dispose();
        var plan = _plan!;
        plan.Stages = [new Said("outer", _told, null), new Around(_told, waits, runsRest), new Said("inner", _told, refuses ? "not today" : null), .. plan.Stages];

        using var response = await app.Client.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private string? Met(HttpContext context, string? answer)
    {
        _plan = context.Features.GetRequiredFeature<RequestRecord>().Plan;
        return answer;
    }

    private sealed class Said(string name, List<string> told, string? refusal) : Stage
    {
        public override Step Enter(RequestRecord record)
        {
            told.Add($"{name} in");
            return refusal is null ? Step.Continue : record.Refuse(Problem.Of(ProblemTypes.Conflict, refusal));
        }

        public override void Leave(RequestRecord record) => told.Add($"{name} out");
    }

    private sealed class Around(List<string> told, bool waits, bool runsRest) : Stage, ISurroundingStage
    {
        public override Step Enter(RequestRecord record) => waits ? Step.Wait(LaterAsync()) : Step.Surround;

        public async Task SurroundAsync(RequestRecord record, Func<Task> rest)
        {
            told.Add("around");
            if (!runsRest)
            {
                await record.Context.Response.WriteAsync("kept");
                return;
            }

            await rest();
            told.Add($"{record.Context.Response.StatusCode} after");
        }

        public override void Leave(RequestRecord record) => told.Add("around out");

        private static async Task<Step> LaterAsync()
        {
            await Task.Yield();
            return Step.Surround;
        }
    }
}
