using System.Buffers;
using System.Security.Cryptography;

namespace Seaworthy.Grocery.Images;

/// <summary>The name of a stored image: 128 random bits in lower-case hex and its kind. No other text is ever a file's name.</summary>
internal sealed record ImageName
{
    private const string Address = "/grocery/images/";
    private const int Digits = 32;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private ImageName(string digits, ImageType type)
    {
        Text = $"{digits}.{type.Extension}";
        Type = type;
    }

    /// <summary><c>0f3c…9a.png</c>.</summary>
    public string Text { get; }

    public ImageType Type { get; }

    /// <summary>What stands in a product's <c>image_url</c>.</summary>
    public string Url => Address + Text;

    public static ImageName New(ImageType type) => new(RandomNumberGenerator.GetHexString(Digits, lowercase: true), type);

    /// <summary>A name as a request or a file has it; null when it is none of ours.</summary>
    public static ImageName? Parse(string? text) =>
        text is { Length: > Digits } && text[Digits] == '.' && !text.AsSpan(0, Digits).ContainsAnyExcept(HexDigits)
        && ImageType.All.FirstOrDefault(type => text.AsSpan(Digits + 1).SequenceEqual(type.Extension)) is { } type
            ? new(text[..Digits], type)
            : null;

    /// <summary>The stored image that a product's <c>image_url</c> is; null when that is elsewhere, or nothing.</summary>
    public static ImageName? OfUrl(string? url) =>
        url?.StartsWith(Address, StringComparison.Ordinal) == true ? Parse(url[Address.Length..]) : null;
}
