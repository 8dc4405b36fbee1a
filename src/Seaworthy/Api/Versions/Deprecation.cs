namespace Seaworthy.Api.Versions;

/// <summary>An endpoint on its way out (R43): RFC 9745 Deprecation, RFC 8594 Sunset and where to go instead.</summary>
/// <param name="Since">When it was, or will be, deprecated.</param>
/// <param name="Sunset">When it stops answering; never before <paramref name="Since"/>; null when that is not decided.</param>
/// <param name="Successor">Path of what to use instead, under the service's prefix: <c>/api/v2/products</c>.</param>
/// <param name="Reason">One sentence for people, shown in the OpenAPI document.</param>
public sealed record Deprecation(DateTimeOffset Since, DateTimeOffset? Sunset, string Successor, string Reason);
