using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;
using Seaworthy.Observability;
using Seaworthy.Resilience;

namespace Seaworthy.Gateway;

/// <summary>Fields by which a gateway tells an upstream of a request. What a caller says in them is not what the upstream hears.</summary>
internal static class ToldFields
{
    private const string ForwardedPrefix = "X-Forwarded-";

    // Who calls is what the client stage has found, and nothing else that a request says; what it asks for is its first line, by which it is kept.
    private static readonly FrozenSet<string> Claims = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Forwarded", "X-Real-IP", "X-Original-Host", "X-Original-For", "X-Original-Proto", "X-Original-URL", "X-Rewrite-URL", ResilientClient.DeadlineHeader, GatewayStamps.Header);

    // These are told anew, and where they are not the caller's own passes.
    private static readonly FrozenSet<string> Own = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, HeaderNames.Via, RequestIds.Header, HeaderNames.TraceParent, HeaderNames.TraceState);

    /// <summary>Whether a caller's word for it is dropped. <c>X_Forwarded_For</c> is one of ours to whoever reads fields as CGI does, where both lines are one.</summary>
    public static bool IsClaim(string name) => name.Contains('_', StringComparison.Ordinal) ? Are(name.Replace('_', '-')) : name.StartsWith(ForwardedPrefix, StringComparison.OrdinalIgnoreCase) || Claims.Contains(name);

    /// <summary>Whether the upstream hears something else than the caller has said.</summary>
    public static bool Are(string name) => IsClaim(name) || Own.Contains(name);
}
