namespace Seaworthy.Resilience;

/// <summary>Which requests may be sent a second time: those that say the same again do no harm, and have a body that is still there.</summary>
internal static class RepeatableRequest
{
    private const string KeyHeader = "Idempotency-Key";

    // RFC 9110, section 9.2.2.
    private static readonly HttpMethod[] Idempotent = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Trace, HttpMethod.Put, HttpMethod.Delete];

    /// <param name="request">The request.</param>
    /// <param name="keyCounts">Whether the other side does once what is sent twice with a key.</param>
    public static bool Is(HttpRequestMessage request, bool keyCounts) =>
        (Idempotent.Contains(request.Method) || (keyCounts && request.Headers.Contains(KeyHeader))) && IsStillThere(request.Content);

    // A stream has been read once it was sent; whatever else holds its bytes, or makes them anew, is one of these.
    private static bool IsStillThere(HttpContent? content) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent or System.Net.Http.Json.JsonContent or RepeatableContent => true,
        MultipartContent parts => parts.All(IsStillThere),
        _ => false,
    };
}
