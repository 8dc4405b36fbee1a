using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>Small images made of their formats' own parts.</summary>
internal static class TestImage
{
    private static readonly byte[] PngBegin = [0x89, .. "PNG\r\n\x1a\n"u8];

    // The passes of an interlaced PNG: the first column and row of each, and how far apart its pixels are.
    private static readonly (int X, int Y, int Across, int Down)[] Adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>A whole PNG, grey, that every decoder takes; with <paramref name="padTo"/> so many bytes in all.</summary>
    public static byte[] Png(int width = 3, int height = 2, int? padTo = null)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(new byte[Math.Clamp((width + 1L) * height, 0, 1_000_000)]);
        }

        byte[] before = [.. PngBegin, .. Chunk("IHDR", [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]), .. Chunk("IDAT", pixels.ToArray())];
        var end = Chunk("IEND", []);
        return padTo is { } bytes ? [.. before, .. Chunk("teXt", new byte[bytes - before.Length - end.Length - 12]), .. end] : [.. before, .. end];
    }

    /// <summary>A whole PNG of one colour with eight bytes to a pixel, interlaced: a small file of which a decoder has to hold every pixel at once.</summary>
    public static byte[] Bomb(int width, int height)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var (x, y, across, down) in Adam7)
            {
                var row = new byte[1 + (8 * ((width - x + across - 1) / across))];
                for (var line = y; line < height; line += down)
                {
                    zlib.Write(row);
                }
            }
        }

        return [.. PngBegin, .. Chunk("IHDR", [.. Big(width), .. Big(height), 16, 6, 0, 0, 1]), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>A JPEG's segments up to its frame header, with as much metadata before it as one wants.</summary>
    public static byte[] Jpeg(int width = 5, int height = 4, int metadata = 100_000)
    {
        List<byte> bytes = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        for (var left = metadata; left > 0; left -= 60_000)
        {
            var length = Math.Min(left, 60_000);
            bytes.AddRange([0xFF, 0xE1, .. Big((ushort)(length + 2)), .. new byte[length]]);
        }

        return [.. bytes, 0xFF, 0xFF, 0xC2, .. Big((ushort)11), 8, .. Big((ushort)height), .. Big((ushort)width), 1, 1, 0x11, 0, 0xFF, 0xD9];
    }

    public static byte[] Gif(ushort width = 7, ushort height = 6) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0, 0, (byte)';'];

    /// <summary>The three forms of WebP: lossy, lossless, extended.</summary>
    public static byte[] WebP(string chunk, int width = 9, int height = 8)
    {
        byte[] data = chunk switch
        {
            "VP8 " => [0, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)],
            "VP8L" => [0x2F, .. BitConverter.GetBytes((uint)((width - 1) | ((height - 1) << 14))), 0, 0, 0, 0, 0],
            _ => [0, 0, 0, 0, (byte)(width - 1), 0, 0, (byte)(height - 1), 0, 0],
        };
        return [.. "RIFF"u8, .. BitConverter.GetBytes(data.Length + 12), .. "WEBP"u8, .. Encoding.ASCII.GetBytes(chunk), .. BitConverter.GetBytes(data.Length), .. data];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        return [.. Big(data.Length), .. named, .. Big((int)Crc(named))];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big(ushort value) => [(byte)(value >> 8), (byte)value];
}
