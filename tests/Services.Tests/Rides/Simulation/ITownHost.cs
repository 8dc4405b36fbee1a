using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>Rides that somebody looks after, to whom all is shown, and into whose databases a test may look.</summary>
internal interface ITownHost : IRidesHost
{
    /// <summary>Whoever that is.</summary>
    Task<RidePerson> OperatorAsync();

    /// <summary>The kinds of the four modules' jobs that are dead.</summary>
    Task<IReadOnlyList<string>> DeadJobsAsync();
}
