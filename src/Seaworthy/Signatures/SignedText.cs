using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Signatures;

/// <summary>
/// What is signed: eight lines that say all that a request does, and when. Whoever signs and whoever checks make it here; the guide has examples
/// for those who make it elsewhere.
/// </summary>
internal static class SignedText
{
    public const int MacBytes = HMACSHA256.HashSizeInBytes;

    /// <param name="timestamp">Seconds since 1970, as they are sent.</param>
    /// <param name="nonce">As it is sent.</param>
    /// <param name="method">In capitals.</param>
    /// <param name="host">In small letters; with its port, unless the scheme's own.</param>
    /// <param name="target">Path and query exactly as they are sent.</param>
    /// <param name="bodyDigest">SHA-256 of the body as it is sent, in no other coding.</param>
    public static byte[] Of(string timestamp, string nonce, string method, string host, string target, ReadOnlySpan<byte> bodyDigest)
    {
        var (path, query) = Split(target);
        return Encoding.UTF8.GetBytes(string.Join('\n',
            SignatureFields.Version, timestamp, nonce, method.ToUpperInvariant(), host.ToLowerInvariant(), path, query, Convert.ToHexStringLower(bodyDigest)));
    }

    /// <summary>The authority of a request as it is signed: a scheme's own port is never in it.</summary>
    public static string Host(string host, string scheme) =>
        scheme switch
        {
            "https" => WithoutPort(host, ":443"),
            "http" => WithoutPort(host, ":80"),
            _ => host,
        };

    private static string WithoutPort(string host, string port) => host.EndsWith(port, StringComparison.Ordinal) ? host[..^port.Length] : host;

    // A request through a proxy names the whole address (RFC 9112, section 3.2.2): the host is a line of its own.
    private static (string Path, string Query) Split(string target)
    {
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            var rest = target[(scheme + 3)..];
            var end = rest.AsSpan().IndexOfAny('/', '?');
            target = end < 0 ? "/" : rest[end] == '?' ? "/" + rest[end..] : rest[end..];
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
    }
}
