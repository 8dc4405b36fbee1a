using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Observability;

/// <summary>Request ids (R53): the caller's own where it is safe to write into a log, else a new UUID version 4.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-ID";
    private const int LongestId = 128;
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static string Choose(HttpRequest request, UuidSource uuids)
    {
        var inbound = request.Headers[Header];
        return inbound is [{ Length: > 0 and <= LongestId } id] && !id.AsSpan().ContainsAnyExcept(Allowed)
            ? id
            : uuids.Next().ToString();
    }
}
