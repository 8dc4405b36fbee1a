using Microsoft.AspNetCore.Http;

namespace Seaworthy.Signatures;

/// <summary>The header fields of a signed request, in the one spelling in which they are taken.</summary>
internal sealed class SignatureFields
{
    public const string Signature = "X-Signature";
    public const string Timestamp = "X-Signature-Timestamp";
    public const string Nonce = "X-Signature-Nonce";
    public const string Key = "X-Signature-Key";
    public const string Version = "v1";

    private const int FewestNonceCharacters = 16, MostCharacters = 64, MostTimestampDigits = 12, MostSignatures = 4;
    private const int MacCharacters = 2 * SignedText.MacBytes;

    private SignatureFields(string key, string timestamp, string nonce, byte[][] macs) =>
        (KeyId, TimestampText, NonceText, Macs, At) = (key, timestamp, nonce, macs, long.Parse(timestamp, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>In small letters, as settings have it: a key is one signer however it is spelt, and what was here once is here no second time by another spelling.</summary>
    public string KeyId { get; }

    /// <summary>As it was sent, because so it was signed.</summary>
    public string TimestampText { get; }

    public string NonceText { get; }

    /// <summary>Seconds since 1970.</summary>
    public long At { get; }

    /// <summary>One for each secret that the sender signed with.</summary>
    public byte[][] Macs { get; }

    /// <summary>Null with a <paramref name="fault"/> when one is missing, twice there, or not as it must be.</summary>
    public static SignatureFields? Read(IHeaderDictionary headers, out string? fault)
    {
        var (key, timestamp, nonce) = (One(headers, Key), One(headers, Timestamp), One(headers, Nonce));
        var macs = MacsOf(One(headers, Signature));
        fault = macs is null ? $"{Signature} must be {Version}= and {MacCharacters} lower-case hexadecimal digits."
            : key is null || key.Length > MostCharacters || !key.All(IsOfKey) ? $"{Key} must be the id of a key."
            : timestamp is null || timestamp.Length > MostTimestampDigits || !timestamp.All(char.IsAsciiDigit) ? $"{Timestamp} must be the seconds since 1970."
            : nonce is null || nonce.Length is < FewestNonceCharacters or > MostCharacters || !nonce.All(IsOfNonce)
                ? $"{Nonce} must be {FewestNonceCharacters} to {MostCharacters} letters, digits, hyphens or underscores, new for each request."
            : null;
        return fault is null ? new(key!.ToLowerInvariant(), timestamp!, nonce!, macs!) : null;
    }

    /// <summary>The HMAC of the body alone, where that is all that was sent; null otherwise.</summary>
    public static byte[]? ReadBare(IHeaderDictionary headers) =>
        headers.ContainsKey(Timestamp) || headers.ContainsKey(Nonce) || One(headers, Signature) is not { } text ? null : Mac(text);

    // A field that comes twice is nobody's: which of them was meant is a guess.
    private static string? One(IHeaderDictionary headers, string name) => headers[name] is [{ Length: > 0 } only] ? only : null;

    // Versions that nobody knows are passed over, and are no way around the one that is.
    private static byte[][]? MacsOf(string? text)
    {
        var macs = new List<byte[]>(1);
        foreach (var part in text?.Split(',') ?? [])
        {
            if (part.Trim(' ') is var said && said.StartsWith(Version + "=", StringComparison.Ordinal))
            {
                if (Mac(said[(Version.Length + 1)..]) is not { } mac)
                {
                    return null;
                }

                macs.Add(mac);
            }
        }

        return macs.Count is > 0 and <= MostSignatures ? [.. macs] : null;
    }

    private static byte[]? Mac(string text) =>
        text.Length == MacCharacters && text.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(text) : null;

    private static bool IsOfKey(char c) => IsOfNonce(c) || c == '.';

    private static bool IsOfNonce(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
