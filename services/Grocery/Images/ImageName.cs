using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace Seaworthy.Grocery.Images;

/// <summary>
/// The name of a stored image: 128 random bits in lower-case hex and its kind; of one that was made smaller also how wide it is. No other text is ever a file's name.
/// </summary>
internal sealed record ImageName
{
    private const string Address = "/grocery/images/";
    private const int Digits = 32;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private ImageName(string digits, int? width, ImageType type)
    {
        Width = width;
        Text = string.Create(CultureInfo.InvariantCulture, $"{digits}{(width is null ? "" : $"-{width}")}.{type.Extension}");
        Type = type;
    }

    /// <summary><c>0f3c…9a.png</c>, <c>0f3c…9a-160.webp</c>.</summary>
    public string Text { get; }

    /// <summary>How wide it was made; null for the image itself.</summary>
    public int? Width { get; }

    public ImageType Type { get; }

    /// <summary>What the names of an image and of all that was made of it begin with.</summary>
    public string Stem => Text[..Digits];

    /// <summary>What stands in a product.</summary>
    public string Url => Address + Text;

    public static ImageName New(ImageType type) => new(RandomNumberGenerator.GetHexString(Digits, lowercase: true), null, type);

    /// <summary>The name of the same image made smaller.</summary>
    public ImageName Smaller(int width, ImageType type) => new(Stem, width, type);

    /// <summary>A name as a request or a file has it; null when it is none of ours.</summary>
    public static ImageName? Parse(string? text)
    {
        if (text is not { Length: > Digits } || text.AsSpan(0, Digits).ContainsAnyExcept(HexDigits) || text.LastIndexOf('.') is var dot && dot < Digits)
        {
            return null;
        }

        var type = ImageType.All.FirstOrDefault(type => text.AsSpan(dot + 1).SequenceEqual(type.Extension));
        var width = text.AsSpan(Digits, dot - Digits);
        return type is null ? null
            : width.IsEmpty ? new(text[..Digits], null, type)
            : width is ['-', >= '1' and <= '9', ..] && width.Length <= 5 && int.TryParse(width[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? new(text[..Digits], pixels, type)
            : null;
    }

    /// <summary>The stored image that a product's <c>image_url</c> is; null when that is elsewhere, or nothing.</summary>
    public static ImageName? OfUrl(string? url) =>
        url?.StartsWith(Address, StringComparison.Ordinal) == true && Parse(url[Address.Length..]) is { Width: null } name ? name : null;
}
