using System.Buffers.Binary;

namespace Seaworthy.Grocery.Images;

/// <summary>How many pixels an image says it has, read from its header: nothing is decoded.</summary>
internal readonly record struct ImageSize(int Width, int Height)
{
    // A JPEG of this shop's has a dozen; what has thousands was made to keep us reading.
    private const int MostSegments = 1000;

    public long Pixels => (long)Width * Height;

    /// <summary>The size of a whole file of a kind; null when its header is no header of that kind.</summary>
    public static ImageSize? Read(Stream file, ImageType type)
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[30];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var size = type == ImageType.Png ? OfPng(head) : type == ImageType.Gif ? OfGif(head) : type == ImageType.WebP ? OfWebP(head) : OfJpeg(file);
        return size is { Width: > 0, Height: > 0 } ? size : null;
    }

    // The first chunk is IHDR, of 13 bytes: W3C PNG, 11.2.1.
    private static ImageSize? OfPng(ReadOnlySpan<byte> head) =>
        head.Length >= 24 && head[8..].StartsWith("\0\0\0\rIHDR"u8)
            ? new(BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]))
            : null;

    private static ImageSize? OfGif(ReadOnlySpan<byte> head) =>
        head.Length >= 10 ? new(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..])) : null;

    // Lossy, lossless, extended: RFC 9649, 2.5 to 2.7.
    private static ImageSize? OfWebP(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30)
        {
            return null;
        }

        var chunk = head[12..16];
        if (chunk.SequenceEqual("VP8 "u8))
        {
            return head[23..26].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
                ? new(BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF)
                : null;
        }

        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
            return head[20] == 0x2F ? new((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1) : null;
        }

        return chunk.SequenceEqual("VP8X"u8) ? new(UInt24(head[24..]) + 1, UInt24(head[27..]) + 1) : null;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    // From segment to segment up to the frame header (ITU-T T.81, B.1.1.3 and B.2.2).
    private static ImageSize? OfJpeg(Stream file)
    {
        file.Position = 2;
        Span<byte> segment = stackalloc byte[9];
        for (var i = 0; i < MostSegments; i++)
        {
            if (file.ReadAtLeast(segment[..4], 4, throwOnEndOfStream: false) < 4 || segment[0] != 0xFF)
            {
                return null;
            }

            if (segment[1] == 0xFF)
            {
                file.Position -= 3; // a filler before the marker
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
            if (IsFrame(segment[1]))
            {
                return file.ReadAtLeast(segment[4..], 5, throwOnEndOfStream: false) < 5
                    ? null
                    : new(BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]));
            }

            if (length < 2 || IsWithoutLength(segment[1]))
            {
                return null;
            }

            file.Position += length - 2;
        }

        return null;
    }

    // SOF0 to SOF15 without the tables DHT, JPG and DAC that stand among them.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // Scans and the end: no frame can follow.
    private static bool IsWithoutLength(byte marker) => marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xDA);
}
