using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Caching.Origin;

/// <summary>
/// Path and query as their caller wrote them: what is sent on, and what its answer is kept under. Decoded and encoded again they would be another address: <c>%2F</c> and <c>/</c>, <c>%2520</c> and <c>%20</c> are not the same.
/// </summary>
internal static class OriginTarget
{
    // RFC 3986, section 3.3. What else is written in a path is read in more than one way, a backslash above all.
    private static readonly SearchValues<char> OfPath = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%");

    /// <summary>
    /// Null where they may not be sent as they are: another form than a path, signs that are none of an address, or dots that mean another path than the one by which routes, limits and prefixes have decided.
    /// What goes on then is made of the decoded path.
    /// </summary>
    public static string? Of(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? target[..query] : target;
        return !request.PathBase.HasValue && path.StartsWith('/') && IsPath(path) && IsQuery(target.AsSpan(path.Length)) && !HasDots(path)
            && PathString.FromUriComponent(path).Value == request.Path.Value ? target : null;
    }

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        if (path.ContainsAnyExcept(OfPath))
        {
            return false;
        }

        while (path.IndexOf('%') is >= 0 and var at)
        {
            path = path[(at + 1)..];
            if (path.Length < 2 || !char.IsAsciiHexDigit(path[0]) || !char.IsAsciiHexDigit(path[1]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQuery(ReadOnlySpan<char> query) => !query.ContainsAnyExceptInRange('!', '~') && !query.Contains('#');

    // Those too that are dots only for whoever decodes more than the server has: /a/..%2Fb.
    private static bool HasDots(string path) => (path.Contains('.', StringComparison.Ordinal) || path.Contains("%2e", StringComparison.OrdinalIgnoreCase))
        && path.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase).Replace("%2f", "/", StringComparison.OrdinalIgnoreCase).Replace("%5c", "/", StringComparison.OrdinalIgnoreCase)
            .Split('/').Any(segment => segment is "." or "..");
}
