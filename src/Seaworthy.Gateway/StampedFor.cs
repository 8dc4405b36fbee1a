using System.Net;
using System.Text;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Observability;

namespace Seaworthy.Gateway;

/// <summary>Who called the gateway, and how: what the stamp of each attempt says.</summary>
/// <param name="Client">The caller.</param>
/// <param name="Scheme">The scheme that he used.</param>
/// <param name="IsLocal">Whether he is on this machine.</param>
internal sealed record StampedFor(IPAddress? Client, string Scheme, bool IsLocal)
{
    public static readonly HttpRequestOptionsKey<StampedFor> Option = new("seaworthy.caller");

    /// <summary>The call as it is sent.</summary>
    public StampedCall Of(HttpRequestMessage request) => new(
        Client, Scheme, IsLocal, request.Method.Method, request.RequestUri!.PathAndQuery, Field(request, RequestIds.Header), Field(request, "Authorization"), Field(request, ApiKeyText.Header));

    // The service reads the bytes of a field as UTF-8; here they are a character each.
    private static string Field(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(values.ToString())) : "";
}
