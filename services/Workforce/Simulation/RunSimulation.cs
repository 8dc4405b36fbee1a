using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Api.OpenApi;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Simulation;

/// <summary>Runs the simulation. The same request has the same answer, which is kept for two hours (R38); one of many rounds is a job.</summary>
internal sealed class RunSimulation(HybridCache cache, RequestLargeSimulation large)
{
    public static OperationDescription Description { get; } = new("Simulates what automation makes of a company, round after round")
    {
        Description = "The same request with the same `seed` has the same answer. More than 100 rounds are simulated behind the answer, which is 202 with a `task_id` then and says in `Location` where "
            + "to ask for the result: for people of a company, one at a time for each.",
        Response = typeof(SimulationResult),
        Errors = [401, 403, 409],
    };

    public async Task<IResult> HandleAsync(Body<SimulationRequest> body, HttpContext context, string tasks, CancellationToken cancellationToken) =>
        body.Value.NIterations > SimulationRequest.AtOnce
            ? await large.HandleAsync(body.Value, tasks, context, cancellationToken)
            : Results.Ok(await cache.GetOrCreateAsync(
                $"simulation:{body.Value.Fingerprint()}", body.Value, static (request, _) => ValueTask.FromResult(Automation.Run(request)), cancellationToken: cancellationToken));
}
