using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>How jobs look to those who asked for them (R61).</summary>
public static class TaskEndpoints
{
    /// <summary>202, the document's body <c>{"task_id", "status": "processing"}</c>, and where to ask how it goes.</summary>
    /// <param name="ticket">The job.</param>
    /// <param name="tasks">Where <see cref="MapTasks"/> is: <c>/cafe/api/v1/tasks</c>.</param>
    public static IResult Accepted(JobTicket ticket, string tasks) => Results.Accepted($"{tasks}/{ticket.Id}", new AcceptedTask(ticket.Id));

    /// <summary>Says in the service's document what <see cref="Accepted"/> answers.</summary>
    public static OperationDescription DescribeAccepted(string summary, params int[] errors) => new(summary) { Status = StatusCodes.Status202Accepted, Response = typeof(AcceptedTask), Errors = errors };

    /// <summary>
    /// <c>GET pattern/{id}</c> says how a job stands and what it has made, <c>POST pattern/{id}/cancel</c> ends it. Who may is who asked for it; whoever
    /// else asks is told that there is none.
    /// </summary>
    /// <param name="routes">Where they are mapped. Say on the group who may call.</param>
    /// <param name="pattern">Their route.</param>
    /// <param name="mayAsk">Whose job it is, where that is not one caller's; null: the caller whose subject the job has.</param>
    public static RouteGroupBuilder MapTasks<TContext>(this IEndpointRouteBuilder routes, string pattern, Func<HttpContext, JobView, ValueTask<bool>>? mayAsk = null)
        where TContext : DbContext
    {
        var current = routes.ServiceProvider.GetRequiredService<Pipeline.CurrentRequest>();
        mayAsk ??= (_, job) => new(job.Subject is not null && job.Subject == current.Scope?.Origin.Subject);
        var tasks = routes.MapGroup(pattern);
        tasks.MapGet("/{id:guid}", ShowAsync).WithOperation(new("How a task stands, and what it has made") { Response = typeof(TaskAnswer), Errors = [404] });
        tasks.MapPost("/{id:guid}/cancel", CancelAsync).WithOperation(new("Ends a task that is not over") { Response = typeof(TaskAnswer), Errors = [404, 409] });
        return tasks;

        async Task<IResult> ShowAsync(Guid id, ServiceJobs<TContext> jobs, HttpContext context, CancellationToken ct) =>
            await FindAsync(id, jobs, context, ct) is { } job ? Results.Ok(TaskAnswer.Of(job)) : Problem.NotFound("Task", id);

        async Task<IResult> CancelAsync(Guid id, ServiceJobs<TContext> jobs, HttpContext context, CancellationToken ct)
        {
            if (await FindAsync(id, jobs, context, ct) is null)
            {
                return Problem.NotFound("Task", id);
            }

            var isEnding = await jobs.CancelAsync(id, ct);
            var job = await jobs.FindAsync(id, ct);
            return job is null ? Problem.NotFound("Task", id)
                : isEnding ? Results.Ok(TaskAnswer.Of(job))
                : Problem.Of(ProblemTypes.Conflict, $"The task is over: it is {TaskAnswer.Of(job).Status}.");
        }

        async Task<JobView?> FindAsync(Guid id, ServiceJobs<TContext> jobs, HttpContext context, CancellationToken ct) =>
            await jobs.FindAsync(id, ct) is { } job && await mayAsk(context, job) ? job : null;
    }
}
