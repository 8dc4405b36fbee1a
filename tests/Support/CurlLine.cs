using System.Net.Http.Headers;
using System.Text;

namespace Seaworthy.Testing;

/// <summary>A <c>curl</c> command as a document shows it, sent to a server of the test's own.</summary>
/// <param name="Method">GET, or POST with data, or what <c>-X</c> says.</param>
/// <param name="Url">As it stands in the document.</param>
/// <param name="Headers">Every <c>-H</c>.</param>
/// <param name="Body">What <c>-d</c> says.</param>
/// <param name="Form">The part and the file that <c>-F</c> names: a PNG of one pixel, whatever it is called.</param>
/// <param name="ShowsHeaders">Whether <c>-i</c> asks for the status line and headers.</param>
public sealed record CurlLine(string Method, Uri Url, IReadOnlyList<string> Headers, string? Body, (string Part, string File)? Form, bool ShowsHeaders)
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    /// <summary>Reads a command; throws for an option that no document has used so far.</summary>
    public static CurlLine Parse(string command)
    {
        var words = Words(command).Skip(1).ToList();
        var (method, body, url, shows) = ((string?)null, (string?)null, (string?)null, false);
        var headers = new List<string>();
        var form = ((string, string)?)null;
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "-s": break;
                case "-i": shows = true; break;
                case "-X": method = words[++i]; break;
                case "-d": body = words[++i]; break;
                case "-F": form = words[++i].Split("=@") is [var part, var file] ? (part, file) : throw new NotSupportedException($"-F {words[i]}"); break;
                case "-H": headers.Add(words[++i]); break;
                case ['-', ..] option: throw new NotSupportedException($"{option} of curl in a document: teach {nameof(CurlLine)} what it means");
                case var word: url = word; break;
            }
        }

        return new(method ?? (body is null && form is null ? "GET" : "POST"), new Uri(url!), headers, body, form, shows);
    }

    /// <summary>The request, to the same path of <paramref name="server"/>.</summary>
    public HttpRequestMessage To(Uri server)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(server, Url.PathAndQuery));
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded"); // as curl does
        }

        if (Form is { } form)
        {
            request.Content = new MultipartFormDataContent { { new ByteArrayContent(Convert.FromBase64String(Pixel)), form.Part, form.File } };
        }

        foreach (var header in Headers)
        {
            var (name, value) = (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    /// <summary>What curl would print.</summary>
    public async Task<string> ShowAsync(HttpResponseMessage response)
    {
        var text = new StringBuilder();
        if (ShowsHeaders)
        {
            text.Append($"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}\n");
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).OrderBy(header => header.Key, StringComparer.Ordinal))
            {
                text.Append($"{name}: {string.Join(", ", values)}\n");
            }

            text.Append('\n');
        }

        return text.Append(await response.Content.ReadAsStringAsync()).ToString();
    }

    // Words as a shell cuts them: blanks part, quotes keep together.
    private static IEnumerable<string> Words(string command)
    {
        var word = new StringBuilder();
        var quote = '\0';
        foreach (var c in command + " ")
        {
            if (quote == '\0' && c == ' ')
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                }

                word.Clear();
            }
            else if (c == quote || (quote == '\0' && c is '"' or '\''))
            {
                quote = quote == '\0' ? c : '\0';
            }
            else
            {
                word.Append(c);
            }
        }
    }
}
