using System.Text.Json;

namespace Seaworthy.Workforce.Scores;

/// <summary>
/// Calls many addresses at once and waits for all of them, each with a time of its own: together they take as long as the slowest,
/// and never longer than that time (R34).
/// </summary>
internal sealed class ParallelCalls(HttpClient client, TimeProvider time)
{
    /// <summary>Larger answers are no scores.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>One result for each address, in their order. Throws only when <paramref name="cancellationToken"/> says that nobody waits any more.</summary>
    public async Task<IReadOnlyList<CallResult>> GetAsync(IReadOnlyList<Uri> urls, TimeSpan patience, CancellationToken cancellationToken) =>
        await Task.WhenAll(urls.Select(url => GetAsync(url, patience, cancellationToken)));

    private async Task<CallResult> GetAsync(Uri url, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var response = await client.GetAsync(url, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return new(url, null, $"status {(int)response.StatusCode}");
            }

            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: either.Token);
            return new(url, json.RootElement.Clone(), null);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(url, null, "no answer in time");
        }
        catch (JsonException)
        {
            return new(url, null, "no JSON");
        }
        catch (HttpRequestException exception)
        {
            return new(url, null, exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? "too large" : "not reached");
        }
    }
}
