using System.Net.Http.Json;

namespace Seaworthy.Testing;

/// <summary>Sends what must be done once as a careful client does.</summary>
public static class KeyedPosts
{
    /// <summary>POST with an <c>Idempotency-Key</c>; a new one when none is given.</summary>
    public static async Task<HttpResponseMessage> PostWithKeyAsync(this HttpClient client, string path, object? body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? $"{Guid.NewGuid()}");
        return await client.SendAsync(request);
    }
}
