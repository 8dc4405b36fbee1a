using System.Collections.Concurrent;

namespace Seaworthy.Faults.Harness;

/// <summary>Sends clients to whoever says that it is ready, as a load balancer does, and knows it by asking, forty times a second.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(25);
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(1) };
    private readonly ConcurrentDictionary<Uri, bool> _ready = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task[] _asking;

    public Balancer(IReadOnlyList<Uri> nodes) => _asking = [.. nodes.Select(AskAsync)];

    /// <summary>Somebody who is ready; waits where nobody is, which a busy machine has when answers come late.</summary>
    public async Task<Uri> PickAsync(int number)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_ready.Where(node => node.Value).Select(node => node.Key).ToArray() is { Length: > 0 } ready)
            {
                return ready[number % ready.Length];
            }

            await Task.Delay(Period, patience.Token);
        }
    }

    /// <summary>Returns when a node is ready, or is not, as far as is known here.</summary>
    public async Task UntilAsync(Uri node, bool isReady)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (_ready.GetValueOrDefault(node) != isReady)
        {
            await Task.Delay(Period, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_asking);
        _client.Dispose();
        _ended.Dispose();
    }

    private async Task AskAsync(Uri node)
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                using var answer = await _client.GetAsync(new Uri(node, "/health/ready"), _ended.Token);
                _ready[node] = answer.IsSuccessStatusCode;
                await Task.Delay(Period, _ended.Token);
            }
            catch (Exception exception) when (NoAnswer.Is(exception) || exception is OperationCanceledException)
            {
                _ready[node] = false;
            }
        }
    }
}
