using System.Text;

namespace Seaworthy.Bench;

/// <summary>
/// A request that is more than a path, as the line that <c>requests.lua</c> reads: path, body and headers between tabs. <see cref="New"/> in it is something else each time that it is sent.
/// </summary>
internal static class RequestLine
{
    /// <summary>What is never the same twice.</summary>
    public const string New = "{new}";

    // As wide as the numbers that requests.lua makes, and none of them.
    private const int NewCharacters = 16;

    /// <summary>A GET of somebody who says who they are.</summary>
    public static string By(string email, string path) => Get(path, $"Authorization: Development {email}");

    /// <summary>A GET of somebody who has a token.</summary>
    public static string With(string token, string path) => Get(path, $"Authorization: Bearer {token}");

    /// <summary>A GET of somebody who takes a coding.</summary>
    public static string In(string coding, string path) => Get(path, $"Accept-Encoding: {coding}");

    /// <summary>A GET with headers, each as it stands on the wire.</summary>
    public static string Get(string path, params string[] headers) => string.Join('\t', [path, "", .. headers]);

    /// <summary>A POST of JSON, by nobody in particular unless a header says so.</summary>
    public static string Post(string path, string body, params string[] headers) => string.Join('\t', [path, body, .. headers]);

    /// <summary>The same request for .NET's client.</summary>
    public static HttpRequestMessage ToMessage(string line, Uri server)
    {
        var parts = line.Replace(New, Guid.NewGuid().ToString("N")[..NewCharacters], StringComparison.Ordinal).Split('\t');
        var message = new HttpRequestMessage(HttpMethod.Get, new Uri(server, parts[0]));
        foreach (var header in parts.Skip(2))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            message.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        if (parts is [_, { Length: > 0 } body, ..])
        {
            message.Method = HttpMethod.Post;
            message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return message;
    }
}
