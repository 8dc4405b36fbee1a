namespace Seaworthy.Grocery.Images;

/// <summary>A kind of image that is taken, known by its first bytes and by nothing that the caller says.</summary>
/// <param name="MediaType">What it is served as.</param>
/// <param name="Extension">How its stored name ends.</param>
internal sealed record ImageType(string MediaType, string Extension)
{
    /// <summary>So many bytes tell the kind.</summary>
    public const int HeadBytes = 16;

    public static ImageType Png { get; } = new("image/png", "png");

    public static ImageType Jpeg { get; } = new("image/jpeg", "jpg");

    public static ImageType WebP { get; } = new("image/webp", "webp");

    public static ImageType Gif { get; } = new("image/gif", "gif");

    public static IReadOnlyList<ImageType> All { get; } = [Png, Jpeg, WebP, Gif];

    /// <summary>The kind of a file that begins with <paramref name="head"/>; null for anything else.</summary>
    public static ImageType? Sniff(ReadOnlySpan<byte> head) =>
        head.StartsWith(PngHead) ? Png
        : head.StartsWith(JpegHead) ? Jpeg
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? Gif
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? WebP
        : null;

    /// <summary>What it is instead, for the caller who wonders why it is not taken.</summary>
    public static string Describe(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart("\uFEFF \t\r\n"u8);
        return head.IsEmpty ? "empty"
            : text.StartsWith("<"u8) ? "markup, such as SVG or HTML"
            : text.StartsWith("%PDF"u8) ? "a PDF"
            : text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 ? "text"
            : $"something that begins with the bytes {Convert.ToHexString(head[..Math.Min(4, head.Length)])}";
    }

    private static ReadOnlySpan<byte> PngHead => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    private static ReadOnlySpan<byte> JpegHead => [0xFF, 0xD8, 0xFF];
}
