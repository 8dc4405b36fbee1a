using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
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

        var (id, failed) = await session.WriteAsync(
            async (db, ct) =>
            {
                if (await WorkflowParts.CheckAsync(db, body.Value, ct) is { } unknown)
                {
                    return (0L, unknown);
                }

                var workflow = Make(body.Value, caller.CompanyId);
                db.Workflows.Add(workflow);
                db.Dashboard.Add(new ChroDashboardEntry { CompanyId = caller.CompanyId, Workflow = workflow, UpdatedAt = workflow.CreatedAt });
                await db.SaveChangesAsync(ct);
                return (workflow.Id, (Problem?)null);
            },
            cancellationToken,
            keep: made => made.Item2 is null,
            touches: made => Touched.Workflow(caller.CompanyId, made.Item1));
        return failed is null ? view.Show(id, $"{address}/{id}") : failed;
    }

    private Workflow Make(NewWorkflow body, long company)
    {
        var now = Instant.Now(time);
        var workflow = new Workflow { Name = "", Status = "", CompanyId = company, CreatedAt = now, UpdatedAt = now };
        workflow.Become(body);
        return workflow;
    }
}
