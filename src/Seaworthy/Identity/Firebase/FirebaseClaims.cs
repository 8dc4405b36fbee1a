using System.Text.Json;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Identity.Firebase;

/// <summary>The claims of an ID token as they stand in it, read before any of them is believed.</summary>
internal sealed class FirebaseClaims
{
    private const int MostUidChars = 128, MostKeyChars = 128, MostNameChars = 100, MostEmailChars = 254;
    private string? _subject;
    private string? _email;
    private string? _name;
    private bool _isVerified;

    public string? Issuer { get; private set; }

    public string? Audience { get; private set; }

    /// <summary>Seconds since 1970.</summary>
    public long? Expires { get; private set; }

    /// <inheritdoc cref="Expires"/>
    public long? IssuedAt { get; private set; }

    /// <inheritdoc cref="Expires"/>
    public long? SignedInAt { get; private set; }

    /// <summary>Whom they speak of; null where they do not say. An e-mail that nobody has verified is left out.</summary>
    public FirebaseUser? User => _subject is { Length: > 0 and <= MostUidChars }
        ? new(_subject, _isVerified && _email is { Length: > 2 and <= MostEmailChars } ? _email.ToLowerInvariant() : null, _name is { Length: > 0 and <= MostNameChars } ? _name : null, DateTimeOffset.FromUnixTimeSeconds(Expires ?? 0))
        : null;

    /// <summary>Null when it is not an object of claims in the form that they must have.</summary>
    public static FirebaseClaims? Read(byte[] json)
    {
        var claims = new FirebaseClaims();
        return StrictJson.Read(json, claims.ReadOne) ? claims : null;
    }

    /// <summary>The key's id; null when the header is not that of an ID token: a header that names a key or a duty is none.</summary>
    public static string? ReadKeyId(byte[] json) =>
        JoseHeader.Read(json) is { Algorithm: FirebaseTokens.Algorithm, Type: null or "JWT", KeyId: { Length: > 0 and <= MostKeyChars } key } ? key : null;

    private bool ReadOne(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "iss": return (Issuer = Text(ref reader)) is not null;
            case "aud": return (Audience = Text(ref reader)) is not null;
            case "sub": return (_subject = Text(ref reader)) is not null;
            case "email": return (_email = Text(ref reader)) is not null;
            case "name": return (_name = Text(ref reader)) is not null;
            case "email_verified": _isVerified = reader.TokenType == JsonTokenType.True; return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
            case "exp": return (Expires = Seconds(ref reader)) is not null;
            case "iat": return (IssuedAt = Seconds(ref reader)) is not null;
            case "auth_time": return (SignedInAt = Seconds(ref reader)) is not null;
            default: reader.Skip(); return true;
        }
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    // A date beyond the year 9999 is no date.
    private static long? Seconds(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) && seconds is >= 0 and < 253402300800 ? seconds : null;
}
