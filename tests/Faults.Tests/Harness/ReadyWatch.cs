namespace Seaworthy.Faults.Harness;

/// <summary>Asks processes without a pause whether they are ready, as an orchestrator does; any other answer than yes is a violation.</summary>
internal sealed class ReadyWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly CancellationTokenSource _enough = new();
    private readonly Task _watching;

    public ReadyWatch(IReadOnlyList<Uri> nodes, History history) => _watching = Task.WhenAll(nodes.Select(node => Task.Run(() => WatchAsync(new(node, "/health/ready"), history))));

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _watching;
        _client.Dispose();
        _enough.Dispose();
    }

    private async Task WatchAsync(Uri ready, History history)
    {
        while (!_enough.IsCancellationRequested)
        {
            try
            {
                using var answer = await _client.GetAsync(ready);
                if (!answer.IsSuccessStatusCode)
                {
                    history.Violate($"{ready} answered {(int)answer.StatusCode}");
                }
            }
            catch (Exception exception) when (NoAnswer.Is(exception) || exception is OperationCanceledException)
            {
                history.Violate($"{ready} did not answer: {exception.Message}");
            }

            await Task.Delay(Pause);
        }
    }
}
