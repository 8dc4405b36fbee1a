using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>What every answer keeps, whatever was asked.</summary>
internal static partial class FuzzVerdict
{
    // What the server itself refuses, bare and before the pipeline: a request that is not HTTP.
    private static readonly int[] ServersOwn = [400, 408, 414, 431, 501, 505];

    /// <summary>What is wrong with the answer, or null.</summary>
    public static string? Fault(FuzzRequest request, RawAnswer? answer)
    {
        if (answer is null)
        {
            return request.IsCut ? null : "closed without an answer";
        }

        var body = Encoding.UTF8.GetString(answer.Body);
        if (answer.Status >= 500)
        {
            return $"{answer.Status}: {body}";
        }

        if (Inside().Match(body) is { Success: true } leak)
        {
            return $"tells of its inside: {leak.Value}";
        }

        if (!answer.Headers.ContainsKey("X-Request-ID"))
        {
            return answer.Closes && answer.Body.Length == 0 && ServersOwn.Contains(answer.Status) ? null : $"{answer.Status} without an id";
        }

        return answer.Status >= 400 ? ProblemFault(request, answer, body) : DataFault(answer, body);
    }

    private static string? ProblemFault(FuzzRequest request, RawAnswer answer, string body)
    {
        if (!answer.Headers.TryGetValue("Content-Type", out var type) || !type.StartsWith("application/problem+json", StringComparison.Ordinal))
        {
            return $"{answer.Status} is {type ?? "bare"}, not a problem";
        }

        if (answer.Status == 405 && !answer.Headers.ContainsKey("Allow"))
        {
            return "405 without Allow";
        }

        if (request.Method == "HEAD")
        {
            return null;
        }

        try
        {
            using var problem = JsonDocument.Parse(answer.Body);
            var root = problem.RootElement;
            return root.GetProperty("status").GetInt32() != answer.Status ? $"says {root.GetProperty("status")} in {answer.Status}"
                : root.GetProperty("title").GetString() is not { Length: > 0 } || root.GetProperty("type").GetString() is not { Length: > 0 } ? "no title or type"
                : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"no well-formed problem: {body}";
        }
    }

    private static string? DataFault(RawAnswer answer, string body)
    {
        if (answer.Headers.TryGetValue("Link", out var link) && !Links().IsMatch(link))
        {
            return $"Link is no list of links: {link}";
        }

        try
        {
            if (answer.Body.Length > 0 && answer.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true)
            {
                JsonDocument.Parse(answer.Body).Dispose();
            }

            return null;
        }
        catch (JsonException exception)
        {
            return $"no JSON, {exception.Message}: {body}";
        }
    }

    [GeneratedRegex(@"Exception|Npgsql|SQLite|Microsoft\.|   at |\.cs:line|Kestrel", RegexOptions.IgnoreCase)]
    private static partial Regex Inside();

    [GeneratedRegex("""^<[^<>" ]*>(; [a-z]+="[a-z/ -]+")+(, <[^<>" ]*>(; [a-z]+="[a-z/ -]+")+)*$""")]
    private static partial Regex Links();
}
