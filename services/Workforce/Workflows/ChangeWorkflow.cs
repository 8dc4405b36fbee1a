using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Workflows;

/// <summary>Replaces a workflow of the caller's company and its steps from the version in If-Match.</summary>
internal sealed class ChangeWorkflow(Session<WorkforceDb> session, Callers callers, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<NewWorkflow> body, HttpContext context, ItemView<WorkforceDb, Workflow> view, CancellationToken cancellationToken)
    {
        var (caller, problem) = await callers.FindAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, "workflow")) is { } refused)
        {
            return refused;
        }

        return await session.OfTenant(caller!.CompanyId).AnswerAsync(
            async (db, ct) => await ChangeAsync(db, caller.CompanyId, id, body.Value, context.Request, ct) ?? view.Show(id),
            cancellationToken,
            touches: () => Touched.Workflow(caller.CompanyId, id));
    }

    private async Task<Problem?> ChangeAsync(
        WorkforceDb db, long company, long id, NewWorkflow body, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await db.Workflows.Include(w => w.Steps).SingleOrDefaultAsync(w => w.Id == id && w.CompanyId == company, cancellationToken) is not { } workflow)
        {
            return Problem.NotFound("Workflow", id);
        }

        if (await WorkflowParts.CheckAsync(db, body, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        if (!EntityTag.Matches(request, workflow.Version))
        {
            return EntityTag.Changed("workflow");
        }

        workflow.Become(body);
        workflow.UpdatedAt = Instant.Now(time);
        workflow.Version++;
        return null;
    }
}
