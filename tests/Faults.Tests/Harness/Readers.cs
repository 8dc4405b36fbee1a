using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Harness;

/// <summary>Clients who look at accounts again and again, at each process, and take nothing that is older than half a second.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private const int InARow = 5;

    // What the cache promises, with Redis and without.
    private static readonly TimeSpan Oldest = TimeSpan.FromMilliseconds(500);

    // Readers who take all the processors that there are would be who others wait for, with a fault and without.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(long At, int Number)>> _acknowledged = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly History _history;
    private readonly Task _reading;
    private int _kept;
    private int _made;

    public Readers(int seed, IReadOnlyList<Uri> nodes, Depositors depositors, History history)
    {
        _history = history;
        depositors.Hears = Hear;
        _reading = Task.WhenAll(nodes.Select((node, n) => Task.Run(() => WorkAsync(node, new Random(HashCode.Combine(seed, n, "reader"))))));
    }

    /// <summary>Whether an account may not be shown for a while, if they are told so; otherwise, as by default, it is always shown.</summary>
    public bool MayBeRefused { get; init; }

    /// <summary>How long they waited for answers.</summary>
    public AnswerTimes Times { get; } = new();

    /// <summary>Answers since it was asked last: those that were kept, and those that were made.</summary>
    public (int Kept, int Made) EndPart() => (Interlocked.Exchange(ref _kept, 0), Interlocked.Exchange(ref _made, 0));

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _reading;
        _client.Dispose();
        _enough.Dispose();
    }

    private void Hear(NewDeposit deposit, string answered) => _acknowledged.GetOrAdd(deposit.Account, _ => new())
        .Enqueue((Stopwatch.GetTimestamp(), JsonSerializer.Deserialize<Deposit>(answered, JsonSerializerOptions.Web)!.Number));

    private async Task WorkAsync(Uri node, Random random)
    {
        while (!_enough.IsCancellationRequested)
        {
            // Several times: what was made for the first is kept for those after it, unless there was a deposit meanwhile.
            var account = SavingsModule.Accounts[random.Next(SavingsModule.Accounts.Count)];
            for (var time = 0; time < InARow; time++)
            {
                await ReadAsync(node, account);
            }

            await Task.Delay(Pause);
        }
    }

    private async Task ReadAsync(Uri node, string account)
    {
        var (asked, least) = (Stopwatch.GetTimestamp(), LeastOf(account));
        try
        {
            using var answer = await _client.GetAsync(new Uri(node, $"/savings/accounts/{account}"));
            await CheckAsync(node, account, least, answer);
            Times.Add(Stopwatch.GetElapsedTime(asked));
        }
        catch (Exception exception) when (NoAnswer.Is(exception) || exception is OperationCanceledException)
        {
            _history.Violate($"{node} did not show {account}: {exception.Message}");
        }
    }

    private async Task CheckAsync(Uri node, string account, int least, HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            if (MayBeRefused && answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            {
                return;
            }

            _history.Violate($"{node} showed {account} with {(int)answer.StatusCode}");
            return;
        }

        if (await answer.Content.ReadFromJsonAsync<Account>() is var shown && shown!.Deposits < least)
        {
            _history.Violate($"{node} showed {account} with {shown.Deposits} deposits, {Oldest.TotalMilliseconds} ms after number {least} was acknowledged");
        }

        var isKept = answer.Headers.TryGetValues("Cache-Status", out var status) && status.Any(value => value.Contains("hit", StringComparison.Ordinal));
        Interlocked.Increment(ref isKept ? ref _kept : ref _made);
    }

    // The last that was acknowledged so long ago that nobody may not know of it.
    private int LeastOf(string account) => _acknowledged.TryGetValue(account, out var all)
        ? all.Where(one => Stopwatch.GetElapsedTime(one.At) >= Oldest).Select(one => one.Number).DefaultIfEmpty().Max()
        : 0;
}
