using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Seaworthy.Testing;

/// <summary>What a document's lines keep of answers for the lines that follow: <c>NAME=$(curl … | sed …)</c>.</summary>
public sealed partial class KeptAnswers
{
    private readonly Dictionary<string, string> _kept = [];

    /// <summary>A command with what was kept in its places.</summary>
    public string Fill(string command) => _kept.Aggregate(command, (line, kept) => line.Replace(kept.Key, kept.Value, StringComparison.Ordinal));

    /// <summary>Whether a command is such a line.</summary>
    public static bool IsKept(string command) => Assignment().IsMatch(command);

    /// <summary>Sends it, and keeps of the answer its id, or the token or the task that it gives.</summary>
    /// <exception cref="InvalidOperationException">The answer is a refusal.</exception>
    public async Task KeepAsync(HttpClient client, string command, Uri server)
    {
        var keeps = Assignment().Match(Fill(command));
        using var request = CurlLine.Parse(keeps.Groups["curl"].Value).To(server);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{keeps.Value}: {text}");
        }

        var answer = JsonNode.Parse(text)!;
        _kept["$" + keeps.Groups["name"].Value] = (string)(answer["id"] ?? answer["token"] ?? answer["task_id"])!;
    }

    [GeneratedRegex(@"^(?<name>[A-Z]+)=\$\((?<curl>curl .*?) \| sed '.*'\)$")]
    private static partial Regex Assignment();
}
