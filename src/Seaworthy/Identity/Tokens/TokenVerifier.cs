using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Seaworthy.Idempotency;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// Whether a text is an access token of ours, for the service that it was sent to. One algorithm, one type, a key of the ring by its id, our issuer,
/// a time that is now; everything else is refused (RFC 8725).
/// </summary>
internal sealed class TokenVerifier(KeyRing keys, RememberedTokens remembered, RevokedSessions revoked, TokenSettings settings, TimeProvider time)
{
    /// <summary>Longer ones are refused unread.</summary>
    public const int MostChars = 8 * 1024;

    private const int MostUsualChars = 2 * 1024;
    private const int SignatureBytes = 64;

    /// <summary>The token, or why it is none.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="audience">Of the service that it was sent to.</param>
    public (AccessToken? Token, TokenFault Fault) Verify(string text, string audience)
    {
        if (text.Length > MostChars || !Ascii.IsValid(text))
        {
            return (null, TokenFault.Invalid);
        }

        var bytes = Encoding.ASCII.GetBytes(text);
        var digest = Hashed(bytes);
        if (remembered.Find(digest) is { } known)
        {
            return Accept(known, audience);
        }

        var (token, fault) = Read(text, bytes);
        if (token is not null)
        {
            remembered.Add(digest, token);
        }

        return token is null ? (null, fault) : Accept(token, audience);
    }

    /// <summary>The token, where it was verified a moment ago and is still to be accepted; null leaves the question to <see cref="Verify"/>.</summary>
    public AccessToken? Recognise(ReadOnlySpan<char> text, string audience)
    {
        Span<byte> bytes = stackalloc byte[MostUsualChars];
        return text.Length <= MostUsualChars && Ascii.FromUtf16(text, bytes, out var count) == OperationStatus.Done && remembered.Find(Hashed(bytes[..count])) is { } known
            ? Accept(known, audience).Item1
            : null;
    }

    private static Digest Hashed(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[Digest.Bytes];
        SHA256.HashData(token, hash);
        return Digest.Of(hash);
    }

    // Asked every time, remembered or not: one service may have verified what another must refuse.
    private (AccessToken?, TokenFault) Accept(AccessToken token, string audience) =>
        !token.Audiences.Contains(audience) ? (null, TokenFault.Invalid)
        : revoked.Contains(token.SessionId) ? (null, TokenFault.Revoked)
        : (token, TokenFault.None);

    private (AccessToken?, TokenFault) Read(string text, byte[] bytes)
    {
        var (first, last) = (text.IndexOf('.'), text.LastIndexOf('.'));
        if (first < 0 || first == last || text.AsSpan(first + 1, last - first - 1).Contains('.'))
        {
            return (null, TokenFault.Invalid);
        }

        var header = StrictBase64Url.Decode(text.AsSpan(0, first));
        var payload = StrictBase64Url.Decode(text.AsSpan(first + 1, last - first - 1));
        var signature = StrictBase64Url.Decode(text.AsSpan(last + 1));
        if (header is null || payload is null || signature is not { Length: SignatureBytes }
            || JoseHeader.ReadKeyId(header) is not { } id || keys.Find(id) is not { } key
            || !key.Verifies(bytes.AsSpan(0, last), signature))
        {
            return (null, TokenFault.Invalid);
        }

        // Only now is anything in it believed.
        return TokenClaims.Read(payload) is { } claims ? Check(claims) : (null, TokenFault.Invalid);
    }

    private (AccessToken?, TokenFault) Check(TokenClaims claims)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (claims.Issuer != settings.Issuer
            || claims is not { Audiences.Count: > 0, Subject: { } subject, SessionId: { } session, Expires: { } expires, IssuedAt: { } issued })
        {
            return (null, TokenFault.Invalid);
        }

        if (now >= expires + settings.SkewSeconds)
        {
            return (null, TokenFault.Expired);
        }

        return now < (claims.NotBefore ?? issued) - settings.SkewSeconds || now < issued - settings.SkewSeconds
            ? (null, TokenFault.NotYet)
            : (new(subject, session, DateTimeOffset.FromUnixTimeSeconds(expires + settings.SkewSeconds), claims.Audiences, claims.Claims), TokenFault.None);
    }
}
