using System.Text.Json.Nodes;

namespace Seaworthy.Bench;

/// <summary>Before anything is timed: a service and its plain form say the same, and what is written twice is two things.</summary>
internal sealed class ServiceAnswers(ServicePeers peers) : IDisposable
{
    // What is of the moment, or of whoever asks, and so not the same in two answers to a write.
    private static readonly HashSet<string> Own = ["id", "rider", "email", "created_at", "updated_at", "requested_at", "timestamp"];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    /// <exception cref="InvalidOperationException">They do not.</exception>
    public async Task CheckAsync(ServiceCase one)
    {
        var ours = await AnswerAsync(one.Ours);
        var plain = await AnswerAsync(one.Plain);
        if (!one.Writes)
        {
            SameJson.Check(one.What, plain, ours);
            return;
        }

        var again = await AnswerAsync(one.Ours);
        if (JsonNode.DeepEquals(ours, again))
        {
            throw new InvalidOperationException($"{one.What}: a second one is answered as the first: {ours.ToJsonString()}");
        }

        Forget(ours);
        Forget(plain);
        SameJson.Check(one.What, plain, ours);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> AnswerAsync(Row row)
    {
        using var message = RequestLine.ToMessage(row.Requests[0], peers[row.Server!].Url);
        using var answer = await _http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{row.Key}: {message.RequestUri} is answered with {(int)answer.StatusCode}: {text}");
    }

    private static void Forget(JsonNode? node)
    {
        if (node is not JsonObject one)
        {
            return;
        }

        foreach (var (name, value) in one.ToList())
        {
            if (Own.Contains(name))
            {
                one[name] = null;
            }
            else
            {
                Forget(value);
            }
        }
    }
}
