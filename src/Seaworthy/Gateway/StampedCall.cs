using System.Net;

namespace Seaworthy.Gateway;

/// <summary>What a gateway vouches for of one call: all that a stamp is made of but its time.</summary>
/// <param name="Client">Who calls the gateway.</param>
/// <param name="Scheme">How: <c>http</c> or <c>https</c>.</param>
/// <param name="IsLocal">Whether from the gateway's own machine, of the caller's own accord.</param>
/// <param name="Method">What is asked.</param>
/// <param name="Target">Of what: path and query as they are sent.</param>
/// <param name="RequestId">The id under which gateway and service write it into their logs.</param>
/// <param name="Authorization">Who the caller says that he is; empty for nobody.</param>
/// <param name="ApiKey">The same by <c>X-API-Key</c>.</param>
internal readonly record struct StampedCall(IPAddress? Client, string Scheme, bool IsLocal, string Method, string Target, string RequestId, string Authorization, string ApiKey);
