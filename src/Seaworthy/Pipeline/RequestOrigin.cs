using System.Net;

namespace Seaworthy.Pipeline;

/// <summary>Who sent a request, for what is written down about it.</summary>
/// <param name="Subject">The caller's id; null for a stranger.</param>
/// <param name="KeyId">The API key's id; null without one.</param>
/// <param name="Tenant">For whom the caller works; null where nobody says.</param>
/// <param name="Client">The true client's address.</param>
internal readonly record struct RequestOrigin(string? Subject, string? KeyId, string? Tenant, IPAddress? Client)
{
    public static RequestOrigin Of(RequestRecord record) =>
        new(record.Caller.Subject, record.Caller.KeyId, record.Caller.Tenant, record.Client ?? record.Socket);
}
