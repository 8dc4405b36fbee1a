using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Caching.Origin;

/// <summary>What an origin's answers are kept under: the whole address as it was asked for, and for those that vary, the fields that they vary by.</summary>
internal static class OriginKey
{
    /// <summary>Longer ones are not kept.</summary>
    public const int MostChars = 2048;

    private const string Entity = "origin:";

    /// <summary>The key of the address; null when it is too long, or is not sent on as it came.</summary>
    /// <param name="request">The request.</param>
    /// <param name="byOrigin">Whether the origin itself answers web pages of other origins, and may say <c>Vary: Origin</c> only to them.</param>
    public static string? Of(HttpRequest request, bool byOrigin)
    {
        if (OriginTarget.Of(request) is not { } target)
        {
            return null;
        }

        var origin = byOrigin ? request.Headers.Origin.ToString() : "";
        // As it is sent on, which has no line feed: nobody can write an address that is another one's key.
        var key = $"{Entity}{request.Scheme}://{request.Host.Value}{target}\n{origin}";
        return key.Length <= MostChars ? CacheScope.Of(key) : null;
    }

    /// <summary>The key of the one among the answers of <paramref name="key"/> that this request is due.</summary>
    public static string Within(string key, HttpRequest request, string[] vary)
    {
        var text = new StringBuilder();
        foreach (var name in vary)
        {
            var value = request.Headers[name].ToString().Trim();
            text.Append(name).Append('\n').Append(value.Length).Append(':').Append(value).Append('\n');
        }

        // A hash: fields are as long as their sender likes.
        return $"{key}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}";
    }

    /// <summary>The tag of all that is kept of one path, whatever its query and its variants.</summary>
    public static string TagOf(HostString host, PathString path) => CacheScope.Of($"{Entity}{host.Value}{Trimmed(path.Value)}");

    /// <summary>What a change at <paramref name="path"/> may have changed: itself, and the collection that it stands in.</summary>
    public static string[] Changed(HostString host, PathString path)
    {
        var own = Trimmed(path.Value);
        var above = own[..Math.Max(0, own.LastIndexOf('/'))];
        return own == above ? [TagOf(host, own)] : [TagOf(host, own), TagOf(host, above)];
    }

    private static string Trimmed(string? path) => (path ?? "").TrimEnd('/');
}
