using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Api.OpenApi;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Simulation;

/// <summary>Runs the simulation. The same request has the same answer, which is kept for two hours (R38).</summary>
internal sealed class RunSimulation(HybridCache cache)
{
    public static OperationDescription Description { get; } = new("Simulates what automation makes of a company, round after round")
    {
        Description = "The same request with the same `seed` has the same answer.",
        Response = typeof(SimulationResult),
    };

    public async Task<IResult> HandleAsync(Body<SimulationRequest> body, CancellationToken cancellationToken)
    {
        var asked = body.Value;
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked)));
        return Results.Ok(await cache.GetOrCreateAsync(
            $"simulation:{hash}", asked, static (request, _) => ValueTask.FromResult(Automation.Run(request)), cancellationToken: cancellationToken));
    }
}
