using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Scores;

/// <summary>
/// Has a workflow scored by all services at once; the mean of those who answer stands on the dashboard from then on. Some may fail;
/// when all do, the caller gets 502 and what was there stays. Nothing of the database is held while they are asked.
/// </summary>
internal sealed class ScoreWorkflow(Session<WorkforceDb> session, Callers callers, ParallelCalls calls, ScoringSetup setup, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long workflow, HttpContext context, ItemView<WorkforceDb, EtterScore> view, string address, CancellationToken cancellationToken)
    {
        var (caller, problem) = await callers.FindAsync(context);
        if (caller is null)
        {
            return problem!;
        }

        if (await FindAsync(workflow, caller.CompanyId, cancellationToken) is not { } work)
        {
            return Problem.NotFound("Workflow", workflow);
        }

        if (setup.Services.Count == 0)
        {
            return Problem.Of(ProblemTypes.Unavailable, $"No scoring service is set. The operator names them with Services__Workforce__Upstreams__{ScoringSetup.Upstream}.");
        }

        var results = await calls.GetAsync([.. setup.Services.Select(service => Ask(service, work))], setup.Patience, cancellationToken);
        var scores = results.Select(ScoreOf).OfType<double>().ToList();
        if (scores.Count == 0)
        {
            return Problem.ExternalService(ScoringSetup.Upstream, $"none of {results.Count} answered with a score: {string.Join(", ", results.Select(result => result.Error ?? "no score"))}");
        }

        var mean = (int)Math.Round(scores.Average(), MidpointRounding.AwayFromZero);
        return await session.OfTenant(caller.CompanyId).AnswerAsync(
            async (db, ct) => await StoreAsync(db, caller.CompanyId, workflow, mean, scores.Count, ct) is > 0 and var id ? view.Show(id, $"{address}/{id}") : Problem.NotFound("Workflow", workflow),
            cancellationToken,
            touches: () => Touched.Workflow(caller.CompanyId, workflow));
    }

    private Task<Work?> FindAsync(long workflow, long company, CancellationToken cancellationToken) => session.OfTenant(company).ReadAsync(
        (db, ct) => db.Workflows.Where(w => w.Id == workflow && w.CompanyId == company)
            .Select(w => new Work(w.Id, w.Role == null ? "" : w.Role.Code, w.Steps.Count, w.Steps.Sum(step => step.Minutes))).SingleOrDefaultAsync(ct),
        cancellationToken);

    // No name of a company or a person leaves the house: what is done, and how long it takes.
    private static Uri Ask(Uri service, Work work) => new UriBuilder(service)
    {
        Query = FormattableString.Invariant($"workflow={work.Id}&role={Uri.EscapeDataString(work.Role)}&steps={work.Steps}&minutes={work.Minutes}"),
    }.Uri;

    private static double? ScoreOf(CallResult result) =>
        result.Data is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("score", out var score)
            && score.ValueKind == JsonValueKind.Number && score.TryGetDouble(out var number) && number is >= 0 and <= 100
            ? number
            : null;

    private async Task<long> StoreAsync(WorkforceDb db, long company, long workflow, int score, int answered, CancellationToken cancellationToken)
    {
        // It may have gone while they were asked.
        if (!await db.Workflows.AnyAsync(w => w.Id == workflow && w.CompanyId == company, cancellationToken))
        {
            return 0;
        }

        var now = Instant.Now(time);
        var made = new EtterScore { CompanyId = company, WorkflowId = workflow, Score = score, Answered = answered, Asked = setup.Services.Count, CreatedAt = now };
        db.Scores.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        await db.Dashboard.Where(line => line.WorkflowId == workflow).ExecuteUpdateAsync(
            set => set.SetProperty(line => line.EtterScoreId, made.Id).SetProperty(line => line.UpdatedAt, now), cancellationToken);
        return made.Id;
    }

    private sealed record Work(long Id, string Role, int Steps, int Minutes);
}
