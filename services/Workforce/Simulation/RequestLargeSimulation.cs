using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Jobs;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Simulation;

/// <summary>
/// Asks for a large simulation, for one of a company's people: somebody must be there to whom it belongs. One at a time for each, so that nobody's fill
/// the queue; asked for again while it runs, it is the same one.
/// </summary>
internal sealed class RequestLargeSimulation(ServiceJobs<WorkforceDb> jobs, Callers callers)
{
    public async Task<IResult> HandleAsync(SimulationRequest wanted, string tasks, HttpContext context, CancellationToken cancellationToken)
    {
        var (caller, problem) = await callers.FindAsync(context);
        if (caller is null)
        {
            return problem!;
        }

        var wish = new JobWish { Tenant = caller.CompanyId, Subject = caller.Subject, UniqueKey = $"simulation:{caller.CompanyId}:{caller.UserId}" };
        var ticket = await jobs.EnqueueAsync(RunLargeSimulation.Kind, wanted, cancellationToken, wish);
        return ticket.IsNew || await IsSameAsync(ticket.Id, wanted, cancellationToken)
            ? TaskEndpoints.Accepted(ticket, tasks)
            : Problem.Of(ProblemTypes.Conflict, $"Another simulation of yours is under way, and there is one at a time: {tasks}/{ticket.Id} says how far it is. Wait for its end, or cancel it.");
    }

    private async Task<bool> IsSameAsync(Guid id, SimulationRequest wanted, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, cancellationToken) is { } job
        && JsonSerializer.Deserialize<SimulationRequest>(job.Args, JsonSerializerOptions.Web)!.Fingerprint() == wanted.Fingerprint();
}
