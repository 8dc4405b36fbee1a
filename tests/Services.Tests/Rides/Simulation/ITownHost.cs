using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>Rides that somebody looks after, to whom all is shown.</summary>
internal interface ITownHost : IRidesHost
{
    /// <summary>Whoever that is.</summary>
    Task<RidePerson> OperatorAsync();
}
