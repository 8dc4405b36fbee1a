using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Idempotency;

/// <summary>
/// What a request asks, as a hash over its method, path, sorted query and raw body. The body is read to its end, within the
/// endpoint's bound, and read again by the handler: in memory up to 64 KiB, from a temporary file beyond.
/// </summary>
internal static class RequestDigest
{
    private const int MostInMemory = 64 * 1024;
    private const int ChunkBytes = 16 * 1024;

    /// <exception cref="BadHttpRequestException">The body is larger than it may be, or ends before its length.</exception>
    public static async Task<Digest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase}{request.Path}\n{Sorted(request)}\n"));
        request.EnableBuffering(MostInMemory);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (await request.Body.ReadAsync(chunk, cancellationToken) is > 0 and var read)
            {
                hash.AppendData(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        request.Body.Position = 0;
        return Digest.Of(hash.GetHashAndReset());
    }

    // By name; the values of one name stay in their order, which may mean something.
    private static string Sorted(HttpRequest request) => !request.QueryString.HasValue ? "" : string.Join('&', request.Query
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .SelectMany(pair => pair.Value, (pair, value) => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}"));
}
