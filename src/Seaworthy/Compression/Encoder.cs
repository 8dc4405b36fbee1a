using System.Buffers;
using System.IO.Compression;

namespace Seaworthy.Compression;

/// <summary>Encodes whole bodies.</summary>
internal static class Encoder
{
    // Below it the frame and the time cost more than the bytes that are saved.
    private const double WorthWhile = 0.9;

    // Brotli's own scale of 0 to 11: from here on up the time grows much faster than the bytes shrink.
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 20;

    /// <summary>The name of a coding as Content-Encoding has it.</summary>
    public static string NameOf(ContentCoding coding) => coding == ContentCoding.Brotli ? "br" : "gzip";

    /// <summary>Null where it would be hardly shorter.</summary>
    public static byte[]? Shorter(ReadOnlySpan<byte> body, ContentCoding coding)
    {
        var encoded = Encode(body, coding);
        return encoded.Length <= body.Length * WorthWhile ? encoded : null;
    }

    public static byte[] Encode(ReadOnlySpan<byte> body, ContentCoding coding)
    {
        if (coding == ContentCoding.Gzip)
        {
            using var target = new MemoryStream(body.Length / 2);
            using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
            {
                gzip.Write(body);
            }

            return target.ToArray();
        }

        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(body.Length));
        try
        {
            return BrotliEncoder.TryCompress(body, room, out var written, BrotliQuality, BrotliWindow)
                ? room[..written]
                : throw new InvalidOperationException("Brotli asked for more room than it says it may take.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}
