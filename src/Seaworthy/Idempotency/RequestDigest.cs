using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Seaworthy.Pipeline;

namespace Seaworthy.Idempotency;

/// <summary>What a request asks, as a hash over its method, path, sorted query and raw body.</summary>
internal static class RequestDigest
{
    /// <exception cref="BadHttpRequestException">The body is larger than it may be, or ends before its length.</exception>
    public static async Task<Digest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase}{request.Path}\n{Sorted(request)}\n"));
        await RequestBody.ReadAsync(request, [hash], cancellationToken);
        return Digest.Of(hash.GetHashAndReset());
    }

    // By name; the values of one name stay in their order, which may mean something.
    private static string Sorted(HttpRequest request) => !request.QueryString.HasValue ? "" : string.Join('&', request.Query
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .SelectMany(pair => pair.Value, (pair, value) => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}"));
}
