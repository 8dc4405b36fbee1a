using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Seaworthy.Hosting;

namespace Seaworthy.Rides.Provider;

/// <summary>
/// What the payments and the stand-in of their provider have in common where nobody has set anything: at a desk, and nowhere else. In front of a real provider all of it is
/// settings of the payments.
/// </summary>
internal static class StandIn
{
    /// <summary>The stand-in's module.</summary>
    public const string Service = "rides_provider";

    /// <summary>Whose the webhooks are that it sends.</summary>
    public const string Payments = "rides_payments";

    /// <summary>Where those take them, below their prefix.</summary>
    public const string Webhook = "/webhooks/provider";

    /// <summary>The id of the key that webhooks are signed by, <c>Signatures:Keys:ride-provider</c>.</summary>
    public const string SigningKey = "ride-provider";

    /// <summary>Its secret at a desk. Everybody can read it here: anywhere else it stops the start.</summary>
    public const string DeskSecret = "webhooks-of-the-stand-in-at-a-desk";

    /// <summary>The API key at a desk; the same holds for it.</summary>
    public const string DeskKey = "api-key-of-the-stand-in-at-a-desk";

    private static readonly string[] All = ["[::]", "0.0.0.0", "*", "+"];

    /// <summary>Where a module of this process answers; null where it is not served here, or the process does not listen yet.</summary>
    public static Uri? AddressOf(string module, ServiceProfiles services, IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return services.All.FirstOrDefault(service => service.Name == module) is { } served
            && addresses.OrderBy(address => address.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase)).FirstOrDefault() is { } address
            ? new Uri(Reachable(address) + served.Prefix)
            : null;
    }

    // What listens on all addresses is called by one of them.
    private static string Reachable(string address) => All
        .Aggregate(address.TrimEnd('/'), (text, all) => text.Replace($"//{all}", "//localhost", StringComparison.Ordinal));
}
