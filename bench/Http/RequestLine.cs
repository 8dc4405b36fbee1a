using System.Text;

namespace Seaworthy.Bench;

/// <summary>A request that is more than a path, as the line that <c>requests.lua</c> reads: path, authorization, body and encoding between tabs.</summary>
internal static class RequestLine
{
    /// <summary>A GET of somebody who says who they are.</summary>
    public static string By(string email, string path) => $"{path}\tDevelopment {email}";

    /// <summary>A GET of somebody who has a token.</summary>
    public static string With(string token, string path) => $"{path}\tBearer {token}";

    /// <summary>A POST of JSON by nobody in particular.</summary>
    public static string Post(string path, string body) => $"{path}\t\t{body}";

    /// <summary>A GET of somebody who takes a coding.</summary>
    public static string In(string coding, string path) => $"{path}\t\t\t{coding}";

    /// <summary>The same request for .NET's client.</summary>
    public static HttpRequestMessage ToMessage(string line, Uri server)
    {
        var parts = line.Split('\t');
        var message = new HttpRequestMessage(HttpMethod.Get, new Uri(server, parts[0]));
        if (parts is [_, { Length: > 0 } authorization, ..])
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (parts is [_, _, _, var coding])
        {
            message.Headers.TryAddWithoutValidation("Accept-Encoding", coding);
        }

        if (parts is [_, _, { Length: > 0 } body, ..])
        {
            message.Method = HttpMethod.Post;
            message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return message;
    }
}
