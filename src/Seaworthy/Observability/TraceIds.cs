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

    /// <summary>False for the default value.</summary>
    public bool IsSet => TraceId != default;

    /// <summary>
    /// The running activity's ids; else those of a valid inbound <c>traceparent</c> with a span of our own; else new ones.
    /// </summary>
    internal static TraceIds Choose(HttpRequest request, Activity? activity)
    {
        if (activity is { IdFormat: ActivityIdFormat.W3C })
        {
            return new(activity.TraceId, activity.SpanId, activity.ParentSpanId, activity.ActivityTraceFlags);
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

        var trace = ActivityTraceId.CreateFromString(text[3..35]);
        var parent = ActivitySpanId.CreateFromString(text[36..52]);
        if (trace == default || parent == default
            || trace.ToHexString() == default(ActivityTraceId).ToHexString()
            || parent.ToHexString() == default(ActivitySpanId).ToHexString())
        {
            return false;
        }

        var sampled = (Convert.FromHexString(text[53..Length])[0] & 1) == 1;
        ids = new(
            trace, ActivitySpanId.CreateRandom(), parent, sampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None);
        return true;
    }

    private static bool IsLowerHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);
}
