using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Seaworthy.Compression;

namespace Seaworthy.Caching.Responses;

/// <summary>Makes the variants of an answer.</summary>
internal static class Variants
{
    // 64 bits of a hash: who would find two bodies of one address that share them has to be able to write both.
    private const int TagBytes = 8;

    /// <summary>The bytes as they are, under the endpoint's own tag or else one made of them.</summary>
    public static Variant Plain(byte[] body, StringValues ownTag) =>
        new(body, default, ownTag is [{ Length: > 0 }] ? ownTag : $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, TagBytes))}\"");

    /// <summary>The one that a caller likes best of those there are.</summary>
    public static Variant Best(AcceptedCodings accepted, Variant plain, Variant? gzip, Variant? brotli) => accepted.Best(gzip is not null, brotli is not null) switch
    {
        ContentCoding.Gzip => gzip!,
        ContentCoding.Brotli => brotli!,
        // Too short to be worth it for anybody else.
        _ when accepted.RefusesIdentity => Encoded(plain, accepted.Best(hasGzip: true, hasBrotli: true)),
        _ => plain,
    };

    /// <summary>Null where it would be hardly shorter.</summary>
    public static Variant? Shorter(Variant plain, ContentCoding coding) =>
        Encoder.Shorter(plain.Body, coding) is { } encoded ? Of(plain, coding, encoded) : null;

    public static Variant Encoded(Variant plain, ContentCoding coding) => Of(plain, coding, Encoder.Encode(plain.Body, coding));

    private static Variant Of(Variant plain, ContentCoding coding, byte[] encoded)
    {
        var name = Encoder.NameOf(coding);
        return new(encoded, name, CodedTag.Of(plain.Tag.ToString(), name));
    }
}
