using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Seaworthy.Pipeline;

namespace Seaworthy.Idempotency;

/// <summary>An answer as it is kept: what says what became of the request. Everything else is made anew for each answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body; null where it was too large to be kept, and then only status and Location are.</param>
/// <param name="ContentType">Type of the body.</param>
/// <param name="Location">Where what was made lives.</param>
/// <param name="ETag">Its version.</param>
internal sealed record StoredAnswer(int Status, byte[]? Body, string? ContentType, string? Location, string? ETag)
{
    /// <summary>Larger bodies are not kept.</summary>
    public const int MostBytes = 64 * 1024;

    // The record, its strings and its places in the tables.
    private const int OwnBytes = 300;

    /// <summary>What it takes in memory, roughly.</summary>
    public int MemoryBytes => OwnBytes + (Body?.Length ?? 0) + (2 * ((Location?.Length ?? 0) + (ETag?.Length ?? 0) + (ContentType?.Length ?? 0)));

    /// <summary>The answer as it stands in a response whose body was caught.</summary>
    public static StoredAnswer Of(HttpResponse response, HeldBody body)
    {
        var location = Text(response.Headers.Location);
        return !body.HasPassed && body.Written.Length <= MostBytes
            ? new(response.StatusCode, body.Written.ToArray(), response.ContentType, location, Text(response.Headers.ETag))
            : new(response.StatusCode, null, null, location, null);
    }

    /// <summary>Answers with it again.</summary>
    public async Task ReplayAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        response.Headers.Location = Location;
        response.Headers.ETag = ETag;
        response.ContentType = Body is { Length: > 0 } ? ContentType : null;
        response.Headers.CacheControl = "no-store";
        if (Body is not { Length: > 0 } body)
        {
            // Says that there is none, so that nobody makes one for a bare status.
            response.ContentLength = Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified ? null : 0;
            return;
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }

    private static string? Text(StringValues values) => values.Count == 0 ? null : values.ToString();
}
