using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.History;

/// <summary>
/// Writes down what a person makes of a workflow's score; one that is validated stands on the dashboard from then on. One statement
/// decides who ends an entry, so that of two answers at once one is refused.
/// </summary>
internal sealed class ValidateScore(Session<WorkforceDb> session, Callers callers, TimeProvider time)
{
    /// <summary>Begins an entry, or makes it in one step.</summary>
    public async Task<IResult> BeginAsync(
        long workflow, Body<NewValidation> body, HttpContext context, ItemView<WorkforceDb, UserWorkflowHistory> view, string address, CancellationToken cancellationToken)
    {
        var (caller, problem) = await callers.FindAsync(context);
        if (caller is null)
        {
            return problem!;
        }

        return await session.OfTenant(caller.CompanyId).AnswerAsync(
            async (db, ct) => await BeginAsync(db, caller, workflow, body.Value, ct) is > 0 and var id ? view.Show(id, $"{address}/{id}") : Problem.NotFound("Workflow", workflow),
            cancellationToken,
            touches: () => TouchedBy(caller, workflow));
    }

    /// <summary>Ends an entry that the caller has begun.</summary>
    public async Task<IResult> EndAsync(
        long id, Body<NewValidation> body, HttpContext context, ItemView<WorkforceDb, UserWorkflowHistory> view, CancellationToken cancellationToken)
    {
        var (caller, problem) = await callers.FindAsync(context);
        if (caller is null)
        {
            return problem!;
        }

        var (workflow, failed) = await session.OfTenant(caller.CompanyId).WriteAsync(
            (db, ct) => EndAsync(db, caller, id, body.Value, ct), cancellationToken,
            keep: ended => ended.Problem is null, touches: ended => TouchedBy(caller, ended.Workflow));
        return failed is null ? view.Show(id) : failed;
    }

    private async Task<long> BeginAsync(WorkforceDb db, Caller caller, long workflow, NewValidation body, CancellationToken cancellationToken)
    {
        if (!await db.Workflows.AnyAsync(w => w.Id == workflow && w.CompanyId == caller.CompanyId, cancellationToken))
        {
            return 0;
        }

        var now = Instant.Now(time);
        var entry = new UserWorkflowHistory
        {
            CompanyId = caller.CompanyId,
            UserId = caller.UserId,
            WorkflowId = workflow,
            Status = body.Status,
            Score = body.Score,
            Notes = body.Notes,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.History.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        await ShowAsync(db, entry.Id, workflow, body, now, cancellationToken);
        return entry.Id;
    }

    private async Task<(long Workflow, Problem? Problem)> EndAsync(
        WorkforceDb db, Caller caller, long id, NewValidation body, CancellationToken cancellationToken)
    {
        var entry = await db.History.Where(h => h.Id == id && h.CompanyId == caller.CompanyId)
            .Select(h => new { h.UserId, h.WorkflowId, h.Status }).SingleOrDefaultAsync(cancellationToken);
        if (entry is null)
        {
            return (0, Problem.NotFound("History entry", id));
        }

        if (entry.UserId != caller.UserId)
        {
            return (0, Problem.Of(ProblemTypes.Forbidden, "An entry is ended by whoever has begun it."));
        }

        var now = Instant.Now(time);
        var ended = await db.History.Where(h => h.Id == id && h.Status == HistoryStatus.InProgress).ExecuteUpdateAsync(
            set => set.SetProperty(h => h.Status, body.Status).SetProperty(h => h.Score, body.Score).SetProperty(h => h.Notes, body.Notes).SetProperty(h => h.UpdatedAt, now),
            cancellationToken);
        if (ended == 0)
        {
            return (0, Problem.Of(ProblemTypes.Conflict, $"The entry is {entry.Status} and stays so; begin a new one."));
        }

        db.NoteTrail<UserWorkflowHistory>(TrailAction.Changed, id, "status", "score", "notes");
        await ShowAsync(db, id, entry.WorkflowId, body, now, cancellationToken);
        return (entry.WorkflowId, null);
    }

    private static async Task ShowAsync(
        WorkforceDb db, long id, long workflow, NewValidation body, DateTime now, CancellationToken cancellationToken)
    {
        if (body.Status == HistoryStatus.Validated)
        {
            await db.Dashboard.Where(line => line.WorkflowId == workflow).ExecuteUpdateAsync(
                set => set.SetProperty(line => line.ValidatedScoreId, id).SetProperty(line => line.UpdatedAt, now), cancellationToken);
        }
    }

    private static IReadOnlyList<string> TouchedBy(Caller caller, long workflow) =>
        [.. Touched.Workflow(caller.CompanyId, workflow), $"user_workflows:{caller.UserId}"];
}
