using System.Text.Json;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// The three members that the header of an access token has, and no others: a header that names a key (<c>jwk</c>, <c>jku</c>, <c>x5u</c>) or a
/// duty (<c>crit</c>), or says one thing twice, is none of ours (RFC 8725).
/// </summary>
internal static class JoseHeader
{
    public const string Algorithm = "ES256";
    public const string Type = "at+jwt";
    private const int MostKeyChars = 64;

    /// <summary>The key's id; null when the header is not that of an access token.</summary>
    public static string? ReadKeyId(byte[] json)
    {
        return Read(json) is { Algorithm: Algorithm, Type: Type, KeyId: { Length: > 0 and <= MostKeyChars } key } && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? key
            : null;
    }

    /// <summary>What the three say, null for what is not there; null when there is another.</summary>
    public static (string? Algorithm, string? Type, string? KeyId)? Read(byte[] json)
    {
        var (algorithm, type, key) = ((string?)null, (string?)null, (string?)null);
        var read = StrictJson.Read(json, (ref Utf8JsonReader reader, string name) =>
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                return false;
            }

            switch (name)
            {
                case "alg": algorithm = reader.GetString(); return true;
                case "typ": type = reader.GetString(); return true;
                case "kid": key = reader.GetString(); return true;
                default: return false;
            }
        });
        return read ? (algorithm, type, key) : null;
    }
}
