using Microsoft.AspNetCore.Hosting.Server;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting;
using Seaworthy.Rides.Provider;

namespace Seaworthy.Rides.Payments.Providers;

/// <summary>Where the provider is.</summary>
internal sealed class ProviderAddress(PaymentsSetup setup, ServiceProfiles services, IServer server)
{
    /// <summary>What is answered where there is none.</summary>
    public static Problem NotSet => Problem.Of(ProblemTypes.Unavailable, $"No payment provider is set. The operator names it with {PaymentsSetup.ProviderVariable}.");

    /// <summary>Null where none is set and the stand-in is not served by this process, which is in Development alone.</summary>
    public Uri? Find() => setup.Provider ?? StandIn.AddressOf(StandIn.Service, services, server);
}
