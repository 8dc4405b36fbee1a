using System.Diagnostics;
using System.Net;

namespace Seaworthy.Faults.Harness;

/// <summary>Someone who asks one process for one thing again and again, and remembers each answer and how long it took.</summary>
internal sealed class Asker : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly CancellationTokenSource _enough = new();
    private readonly List<(HttpStatusCode Status, double Ms, bool IsTold)> _answers = [];
    private readonly Task _asking;

    public Asker(Uri address) => _asking = AskAsync(address);

    /// <summary>Each answer: its status, how long it took, and whether it is a problem that says when to come again, which a 504 does not know.</summary>
    public IReadOnlyList<(HttpStatusCode Status, double Ms, bool IsTold)> Answers => _answers;

    /// <summary>Asks no more; returns when the last answer is there.</summary>
    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await _asking;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _enough.Dispose();
    }

    private async Task AskAsync(Uri address)
    {
        while (!_enough.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            using var answer = await _client.GetAsync(address, CancellationToken.None);
            var isTold = (answer.Headers.RetryAfter is not null || answer.StatusCode == HttpStatusCode.GatewayTimeout) && answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
            _answers.Add((answer.StatusCode, Stopwatch.GetElapsedTime(asked).TotalMilliseconds, isTold));
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
