using Seaworthy.Jobs;

namespace Seaworthy.Workforce.Simulation;

/// <summary>
/// Simulates more rounds than anybody waits for (R60, R61). It writes nothing but its result, and its chance comes from its seed: after a process has died
/// the next one begins anew and comes to the same. The most that can be asked for takes a core some seconds, so that nothing in between is worth keeping.
/// </summary>
internal static class RunLargeSimulation
{
    // Of all roles together, some 50 ms: then it says how far it is, and hears that it is to end.
    private const int RoleRoundsAtOnce = 10_000_000;

    public static JobKind<SimulationRequest> Kind { get; } = new("simulation") { Queue = "simulations", Keep = TimeSpan.FromDays(30), MaxAttempts = 5 };

    public static async Task<SimulationResult> HandleAsync(SimulationRequest request, JobRun run, CancellationToken cancellationToken)
    {
        var automation = new Automation(request);
        while (automation.GoOn(RoleRoundsAtOnce / request.Roles.Count))
        {
            await run.ReportAsync((int)(automation.Round * 100L / request.NIterations), $"{automation.Round} of {request.NIterations} rounds", cancellationToken);
        }

        return automation.Result();
    }
}
