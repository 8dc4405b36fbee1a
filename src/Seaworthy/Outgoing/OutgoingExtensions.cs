using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Outgoing;

/// <summary>Clients for addresses that somebody else gives.</summary>
public static class OutgoingExtensions
{
    /// <summary>
    /// The client reaches public addresses only, and those of <c>Outgoing:Allowed</c>; anything else is an <see cref="AddressRefusedException"/>.
    /// </summary>
    public static IHttpClientBuilder ToPublicAddresses(this IHttpClientBuilder builder) =>
        builder.ConfigurePrimaryHttpMessageHandler(services => new PublicAddressHandler(services.GetRequiredService<SeaworthyOptions>().Outgoing));
}
