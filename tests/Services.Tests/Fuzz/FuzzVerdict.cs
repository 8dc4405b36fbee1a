using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>What every answer keeps, whatever was asked.</summary>
internal static partial class FuzzVerdict
{
    /// <summary>The content type of problems.</summary>
    public const string ProblemType = "application/problem+json";

    // What the server itself refuses, bare and before the pipeline: a request that is not HTTP.
    private static readonly int[] ServersOwn = [400, 408, 414, 431, 501, 505];

    /// <summary>What is wrong with the answer, or null.</summary>
    public static string? Fault(FuzzRequest request, RawAnswer? answer, FuzzSubject subject)
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

        return answer.Status >= 400 ? FailureFault(request, answer, body, subject) : DataFault(answer, body);
    }

    private static string? FailureFault(FuzzRequest request, RawAnswer answer, string body, FuzzSubject subject)
    {
        // Two slashes lead past every service, and so do two dots or another letter in its name: there failures have no service's shape.
        var isOutside = request.Target.StartsWith("//", StringComparison.Ordinal)
            || !new Uri($"http://localhost{request.Target}").AbsolutePath.StartsWith($"/{subject.Service}", StringComparison.OrdinalIgnoreCase);
        var expected = isOutside ? ProblemType : subject.FailureType;
        if (!answer.Headers.TryGetValue("Content-Type", out var type) || !type.StartsWith(expected, StringComparison.Ordinal))
        {
            return $"{answer.Status} is {type ?? "bare"}, not {expected}";
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
            using var failure = JsonDocument.Parse(answer.Body);
            return isOutside ? ProblemFault(failure.RootElement, answer.Status) : subject.FailureFault(failure.RootElement, answer.Status);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"no well-formed failure: {body}";
        }
    }

    /// <summary>What is wrong with a problem (RFC 9457), or null.</summary>
    public static string? ProblemFault(JsonElement problem, int status) =>
        problem.GetProperty("status").GetInt32() != status ? $"says {problem.GetProperty("status")} in {status}"
        : problem.GetProperty("title").GetString() is not { Length: > 0 } || problem.GetProperty("type").GetString() is not { Length: > 0 } ? "no title or type"
        : null;

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
