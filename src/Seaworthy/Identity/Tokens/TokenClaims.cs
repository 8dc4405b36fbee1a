using System.Security.Claims;
using System.Text.Json;

namespace Seaworthy.Identity.Tokens;

/// <summary>The claims of an access token as they stand in it, read before any of them is believed.</summary>
internal sealed class TokenClaims
{
    // What an application may ask for; others are read for their form and left out.
    private static readonly string[] Told = ["sub", "sid", "jti", "tenant", "scope", "email", "name"];
    private readonly List<Claim> _claims = [];

    public string? Issuer { get; private set; }

    public IReadOnlyList<string> Audiences { get; private set; } = [];

    public string? Subject { get; private set; }

    public string? SessionId { get; private set; }

    /// <summary>Seconds since 1970.</summary>
    public long? Expires { get; private set; }

    /// <inheritdoc cref="Expires"/>
    public long? NotBefore { get; private set; }

    /// <inheritdoc cref="Expires"/>
    public long? IssuedAt { get; private set; }

    public IReadOnlyList<Claim> Claims => _claims;

    /// <summary>Null when it is not an object of claims in the form that they must have.</summary>
    public static TokenClaims? Read(byte[] json)
    {
        var claims = new TokenClaims();
        return StrictJson.Read(json, claims.ReadOne) ? claims : null;
    }

    private bool ReadOne(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "exp": return (Expires = Seconds(ref reader)) is not null;
            case "nbf": return (NotBefore = Seconds(ref reader)) is not null;
            case "iat": return (IssuedAt = Seconds(ref reader)) is not null;
            case "aud": return (Audiences = StrictJson.Texts(ref reader) ?? []).Count > 0;
            case AccessToken.RoleClaim: return AddAll(name, StrictJson.Texts(ref reader));
            case "iss" or "sub" or "sid" or "jti" or "tenant" or "scope" or "email" or "name": return AddText(ref reader, name);
            default: reader.Skip(); return true;
        }
    }

    private bool AddText(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: > 0 } text)
        {
            return false;
        }

        (Issuer, Subject, SessionId) = name switch
        {
            "iss" => (text, Subject, SessionId),
            "sub" => (Issuer, text, SessionId),
            "sid" => (Issuer, Subject, text),
            _ => (Issuer, Subject, SessionId),
        };
        return !Told.Contains(name) || AddAll(name, [text]);
    }

    private bool AddAll(string name, List<string>? texts)
    {
        _claims.AddRange((texts ?? []).Select(text => new Claim(name, text)));
        return texts is not null;
    }

    // A date beyond the year 9999 is no date.
    private static long? Seconds(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) && seconds is >= 0 and < 253402300800 ? seconds : null;
}
