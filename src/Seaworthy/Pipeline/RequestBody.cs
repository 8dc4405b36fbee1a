using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Pipeline;

/// <summary>
/// The raw body of a request, for stages that must know it before its handler reads it: read to its end, within the endpoint's bound, and read
/// again by whoever comes after. In memory up to 64 KiB, from a temporary file beyond.
/// </summary>
internal static class RequestBody
{
    private const int MostInMemory = 64 * 1024;
    private const int ChunkBytes = 16 * 1024;

    /// <exception cref="BadHttpRequestException">The body is larger than it may be, or ends before its length.</exception>
    public static async Task ReadAsync(HttpRequest request, IReadOnlyList<IncrementalHash> into, CancellationToken cancellationToken)
    {
        request.EnableBuffering(MostInMemory);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (await request.Body.ReadAsync(chunk, cancellationToken) is > 0 and var read)
            {
                foreach (var hash in into)
                {
                    hash.AppendData(chunk, 0, read);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        request.Body.Position = 0;
    }
}
