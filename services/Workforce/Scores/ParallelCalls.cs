using System.Text.Json;
using Seaworthy.Resilience;

namespace Seaworthy.Workforce.Scores;

/// <summary>
/// Calls many addresses at once and waits for all of them, each with a time of its own: together they take as long as the slowest,
/// and never longer than that time (R34).
/// </summary>
internal sealed class ParallelCalls(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>One result for each address, in their order. Throws only when <paramref name="cancellationToken"/> says that nobody waits any more.</summary>
    public async Task<IReadOnlyList<CallResult>> GetAsync(IReadOnlyList<Uri> urls, TimeSpan patience, CancellationToken cancellationToken) =>
        await Task.WhenAll(urls.Select(url => GetAsync(url, patience, cancellationToken)));

    private async Task<CallResult> GetAsync(Uri url, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient(ScoringSetup.Upstream);
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
        catch (UpstreamException exception) when (exception.Failure != UpstreamFailure.Unreached)
        {
            return new(url, null, exception.Failure == UpstreamFailure.TooLate ? "no answer in time" : "not asked, for it fails too often or has too much to do");
        }
        catch (HttpRequestException exception)
        {
            return new(url, null, exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? "too large" : "not reached");
        }
    }
}
