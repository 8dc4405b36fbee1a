using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Observability;

/// <summary>W3C trace context of a request: the trace it belongs to and the span that this process adds.</summary>
/// <param name="TraceId">16 bytes, never all zero.</param>
/// <param name="SpanId">This request's own span.</param>
/// <param name="ParentId">The caller's span; default when the trace starts here.</param>
/// <param name="Flags">Sampled or not, as the caller said.</param>
public readonly record struct TraceIds(
    ActivityTraceId TraceId, ActivitySpanId SpanId, ActivitySpanId ParentId, ActivityTraceFlags Flags)
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    // A W3C tracestate has at most 512 characters that must be passed on; ours is not longer than that.
    private const int LongestState = 512;

    // Sampled, and "the trace id is random" (Trace Context 2); unknown bits are cleared, not passed on.
    private const int KnownFlags = 0b11;

    /// <summary>False for the default value.</summary>
    public bool IsSet => TraceId != default;

    /// <summary>True when the caller's trace goes on here.</summary>
    public bool HasParent => ParentId != default;

    internal static TraceIds Of(Activity activity) =>
        new(activity.TraceId, activity.SpanId, activity.ParentSpanId, activity.ActivityTraceFlags);

    /// <summary>The caller's <c>tracestate</c>, which only means something beside a valid <c>traceparent</c>.</summary>
    internal static string? State(HttpRequest request) =>
        request.Headers.TraceState is { Count: > 0 } state && state.ToString() is { Length: <= LongestState } text ? text : null;

    /// <summary>
    /// The running activity's ids; else those of a valid inbound <c>traceparent</c> with a span of our own; else new ones.
    /// </summary>
    internal static TraceIds Choose(HttpRequest request, Activity? activity)
    {
        if (activity is { IdFormat: ActivityIdFormat.W3C })
        {
            return Of(activity);
        }

        return request.Headers.TraceParent is [{ } header] && TryContinue(header, out var continued)
            ? continued
            : new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default, ActivityTraceFlags.None);
    }

    /// <summary>
    /// Reads a <c>traceparent</c> field. Upper case, all-zero ids, version <c>ff</c> and anything after a version 00 value
    /// make it invalid, and an invalid one is ignored (W3C Trace Context 2, section 3.2).
    /// </summary>
    internal static bool TryContinue(string header, out TraceIds ids)
    {
        const int Length = 55;
        ids = default;
        var text = header.AsSpan();
        if (text.Length < Length || text[2] != '-' || text[35] != '-' || text[52] != '-'
            || !IsLowerHex(text[..2]) || !IsLowerHex(text[3..35]) || !IsLowerHex(text[36..52]) || !IsLowerHex(text[53..Length])
            || text[..2] is "ff"
            || (text.Length > Length && (text[..2] is "00" || text[Length] != '-')))
        {
            return false;
        }

        // Asked here, because the two types throw on it.
        var trace = text[3..35];
        var parent = text[36..52];
        if (!trace.ContainsAnyExcept('0') || !parent.ContainsAnyExcept('0'))
        {
            return false;
        }

        var flags = (ActivityTraceFlags)(Convert.FromHexString(text[53..Length])[0] & KnownFlags);
        ids = new(
            ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateRandom(), ActivitySpanId.CreateFromString(parent), flags);
        return true;
    }

    private static bool IsLowerHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);
}
