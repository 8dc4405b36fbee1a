using System.Security.Cryptography;
using System.Text;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Identity.Firebase;

/// <summary>
/// Whether a text is an ID token of the project: RS256 and nothing else, a key of the issuer by its id, the issuer and the project, a sign-in that has
/// been, a time that is now (RFC 8725). It is exchanged for a token of ours and opens nothing itself.
/// </summary>
internal sealed class FirebaseTokens(FirebaseSettings settings, FirebaseKeys keys, int skewSeconds, TimeProvider time)
{
    public const string Algorithm = "RS256";
    private const int LongestLifeSeconds = 3600;

    /// <summary>Whether there is a project.</summary>
    public bool AreTaken => settings.Project is { Length: > 0 };

    private string Issuer => settings.Issuer ?? $"https://securetoken.google.com/{settings.Project}";

    /// <summary>Whom it speaks of; null when it is none.</summary>
    /// <exception cref="FirebaseAwayException">The issuer's keys are not known.</exception>
    public async Task<FirebaseUser?> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (!AreTaken || text.Length > TokenVerifier.MostChars || !Ascii.IsValid(text) || text.Split('.') is not [var head, var body, var end])
        {
            return null;
        }

        var (header, payload, signature) = (StrictBase64Url.Decode(head), StrictBase64Url.Decode(body), StrictBase64Url.Decode(end));
        if (header is null || payload is null || signature is null || FirebaseClaims.ReadKeyId(header) is not { } id
            || await keys.FindAsync(id, cancellationToken) is not { } key || !IsSigned(key, $"{head}.{body}", signature))
        {
            return null;
        }

        // Only now is anything in it believed.
        return FirebaseClaims.Read(payload) is { } claims && IsOfNow(claims) ? claims.User : null;
    }

    private bool IsOfNow(FirebaseClaims claims)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return claims.Issuer == Issuer && claims.Audience == settings.Project
            && claims is { Expires: { } expires, IssuedAt: { } issued, SignedInAt: { } signedIn }
            && now < expires + skewSeconds && issued <= now + skewSeconds && signedIn <= now + skewSeconds && expires - issued <= LongestLifeSeconds;
    }

    private static bool IsSigned(RSAParameters key, string text, byte[] signature)
    {
        using var rsa = RSA.Create(key);
        return rsa.VerifyData(Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
