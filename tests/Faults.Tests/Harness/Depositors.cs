using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Harness;

/// <summary>
/// Clients who make deposits all the time and behave as careful ones do: whoever hears nothing asks again with the same key, elsewhere. Some give up and never
/// learn what became of it; some ask for the same again when they have their answer.
/// </summary>
internal sealed class Depositors(int seed, IReadOnlyList<Uri> nodes, History history) : IAsyncDisposable
{
    private const int Clients = 4;
    private const int Warm = 60;
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(30) }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly CancellationTokenSource _enough = new();
    private List<Task> _working = [];

    /// <summary>How long one of them asks for the same until that is a violation: longer than any fault of the run. Default a minute.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two deposits of one of them. Default 8 ms, which leaves nothing of two processors.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(8);

    /// <summary>Hears of each deposit that is acknowledged, in the instant, and what was answered.</summary>
    public Action<NewDeposit, string>? Hears { get; set; }

    public void Start() => _working = [.. Enumerable.Range(0, Clients).Select(number => Task.Run(() => WorkAsync(number)))];

    /// <summary>Returns when so many deposits have been acknowledged that every process has done each thing before: what is cold is slow, and is no fault.</summary>
    public async Task WarmAsync()
    {
        await Until.Async($"{Warm} acknowledged deposits", Patience, () => Task.FromResult(history.Acknowledged.Count >= Warm));
        history.Times.Begin();
    }

    /// <summary>No new deposits; returns when each that was begun has its answer.</summary>
    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_working);
    }

    /// <summary>Returns when so many more are acknowledged.</summary>
    public async Task UntilAcknowledgedAsync(int more)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var goal = history.Acknowledged.Count + more; history.Acknowledged.Count < goal;)
        {
            await Task.Delay(1, patience.Token);
        }
    }

    /// <summary>Makes one deposit, now, with one node, once; its status.</summary>
    public async Task<HttpStatusCode?> TryAsync(string name, Uri node)
    {
        var deposit = new NewDeposit(name, SavingsModule.Accounts[0], 1);
        return await AskAsync(deposit, node, 0) is { } answer ? answer.Status : null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _enough.Dispose();
    }

    private async Task WorkAsync(int number)
    {
        var random = new Random(HashCode.Combine(seed, number));
        for (var n = 0; !_enough.IsCancellationRequested; n++)
        {
            var deposit = new NewDeposit($"s{seed}c{number}n{n}", SavingsModule.Accounts[random.Next(SavingsModule.Accounts.Count)], random.Next(1, 1000));
            await DepositAsync(deposit, random.Next(nodes.Count), givesUp: random.Next(4) == 0, asksTwice: random.Next(8) == 0);
            await Task.Delay(Pause);
        }
    }

    private async Task DepositAsync(NewDeposit deposit, int node, bool givesUp, bool asksTwice)
    {
        history.Note($"ask {deposit.Name} {deposit.Account} {deposit.Amount}");
        string? first = null;
        for (var (started, attempt) = (Stopwatch.GetTimestamp(), 0); ; attempt++)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                history.Violate($"{deposit.Name} was not answered within {Patience.TotalSeconds} s");
                history.Unknown[deposit.Name] = true;
                return;
            }

            var answer = await AskAsync(deposit, nodes[(node + attempt) % nodes.Count], attempt);
            if (answer is { Status: HttpStatusCode.Created } created)
            {
                history.Note($"acknowledged {deposit.Name}");
                if (first is not null && first != created.Body)
                {
                    history.Violate($"{deposit.Name} was answered {first} and then {created.Body}");
                }

                first = created.Body;
                history.Acknowledged[deposit.Name] = (deposit, first);
                Hears?.Invoke(deposit, created.Body);
                if (!asksTwice)
                {
                    return;
                }

                asksTwice = false;
                continue;
            }

            // Whoever was told no may come again at leisure; whoever heard nothing may never.
            if (answer is null && givesUp && first is null)
            {
                history.Unknown[deposit.Name] = true;
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(20 << Math.Min(attempt, 4), 250)));
        }
    }

    private async Task<(HttpStatusCode Status, string Body)?> AskAsync(NewDeposit deposit, Uri node, int attempt)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, "/savings/deposits")) { Content = JsonContent.Create(deposit) };
            request.Headers.TryAddWithoutValidation("Idempotency-Key", deposit.Name);
            var asked = Stopwatch.GetTimestamp();
            using var response = await _client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            history.Times.Add(Stopwatch.GetElapsedTime(asked));
            if (response.StatusCode != HttpStatusCode.Created)
            {
                history.Refuse(deposit.Name, $"{(int)response.StatusCode} at attempt {attempt}");
                Check(deposit, response, body);
            }

            return (response.StatusCode, body);
        }
        catch (Exception exception) when (NoAnswer.Is(exception) || exception is OperationCanceledException)
        {
            history.Unanswer(deposit.Name, exception.InnerException?.Message ?? exception.Message);
            return null;
        }
    }

    // A refusal is one that was made: a problem, and with it when to come again.
    private void Check(NewDeposit deposit, HttpResponseMessage response, string body)
    {
        var (status, hasDate) = (response.StatusCode, response.Headers.RetryAfter is not null);
        var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var isExpected = status switch
        {
            HttpStatusCode.ServiceUnavailable => hasDate && isProblem,
            HttpStatusCode.Conflict => hasDate && isProblem && body.Contains("idempotency-in-flight", StringComparison.Ordinal),
            HttpStatusCode.InsufficientStorage or HttpStatusCode.GatewayTimeout => isProblem,
            _ => false,
        };
        if (!isExpected)
        {
            history.Violate($"{deposit.Name} was answered with {(int)status}{(hasDate ? "" : " without Retry-After")}: {body}");
        }
    }
}
