using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;
using Seaworthy.Workforce.Dashboard;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Workflows;

/// <summary>Writes down a workflow of the caller's company, and gives it its line on the dashboard.</summary>
internal sealed class CreateWorkflow(Session<WorkforceDb> session, Callers callers, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewWorkflow> body, HttpContext context, ItemView<WorkforceDb, Workflow> view, string address, CancellationToken cancellationToken)
    {
        var (caller, problem) = await callers.FindAsync(context);
        if (caller is null)
        {
            return problem!;
        }

        var workflow = Make(body.Value, caller.CompanyId);
        return await session.OfTenant(caller.CompanyId).AnswerAsync(
            async (db, ct) =>
            {
                if (await WorkflowParts.CheckAsync(db, body.Value, ct) is { } unknown)
                {
                    return unknown;
                }

                db.Workflows.Add(workflow);
                db.Dashboard.Add(new ChroDashboardEntry { CompanyId = caller.CompanyId, Workflow = workflow, UpdatedAt = workflow.CreatedAt });
                await db.SaveChangesAsync(ct);
                return view.Show(workflow.Id, $"{address}/{workflow.Id}");
            },
            cancellationToken,
            touches: () => Touched.Workflow(caller.CompanyId, workflow.Id));
    }

    private Workflow Make(NewWorkflow body, long company)
    {
        var now = Instant.Now(time);
        var workflow = new Workflow { Name = "", Status = "", CompanyId = company, CreatedAt = now, UpdatedAt = now };
        workflow.Become(body);
        return workflow;
    }
}
