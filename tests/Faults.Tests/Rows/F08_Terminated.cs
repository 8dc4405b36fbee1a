using System.Diagnostics;
using System.Net.Http.Json;
using Seaworthy.Faults.Harness;
using Seaworthy.Faults.Subject;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F8: one process after the other is told to stop (SIGTERM) while clients do not pause, as in a deployment; a hundred times in a deep run.</summary>
[Trait("Fault", "F8")]
[Trait("Requirement", "R18")]
[Trait("Server", "PostgreSQL")]
public sealed class F08_Terminated(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 16;
    private const int DrainBoundMs = 10_000;

    // A connection to a process that stops is closed by it, after an answer that says so, and not by age.
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan }) { Timeout = TimeSpan.FromSeconds(10) };
    private int _answered;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Nobody_is_failed_and_nothing_is_lost()
    {
        await using var run = new FaultRun("F8", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, $"Seaworthy:Drain:GraceMs={(FaultRun.IsDeep ? 500 : 1500)}", "Seaworthy:Shedding:Enabled=false");
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var balancer = new Balancer(bank.Addresses);
        await Task.WhenAll(bank.Addresses.Select(node => balancer.UntilAsync(node, isReady: true)));
        using var enough = new CancellationTokenSource();
        var started = Stopwatch.GetTimestamp();
        var clients = Enumerable.Range(0, Clients).Select(number => AskAsync(run, balancer, number, enough.Token)).ToList();

        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 100 : 2, bank.Nodes.Count, after: 200, (0, 0), "terminate"), async stroke =>
        {
            var node = bank.Nodes[stroke.Target];
            var told = Stopwatch.GetTimestamp();
            (await node.TerminateAsync()).ShouldBe(0);
            run.Within("stop", Stopwatch.GetElapsedTime(told).TotalMilliseconds, DrainBoundMs);
            await node.StartAsync();
            await balancer.UntilAsync(node.Address, isReady: true);
        });

        await enough.CancelAsync();
        await Task.WhenAll(clients);
        run.Measure("requests", _answered);
        run.Measure("a second", _answered / Stopwatch.GetElapsedTime(started).TotalSeconds);
        await run.JudgeAsync(bank);
        (await bank.Books.ReadAsync("select count(*) from savings.finished_jobs where attempt > 1", row => row.GetInt64(0)))[0].ShouldBe(0, "a job that was handed back has used an attempt");
        run.Done();
    }

    // Nine of ten read, one makes a deposit. Whatever is not an answer is a failure: here nobody asks twice.
    private async Task AskAsync(FaultRun run, Balancer balancer, int number, CancellationToken enough)
    {
        var random = new Random(HashCode.Combine(run.Seed, number));
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            var account = SavingsModule.Accounts[random.Next(SavingsModule.Accounts.Count)];
            var node = await balancer.PickAsync(random.Next(100));
            var deposit = random.Next(10) == 0 ? new NewDeposit($"f8-{run.Seed}-{number}-{n}", account, 1) : null;
            try
            {
                using var request = new HttpRequestMessage(deposit is null ? HttpMethod.Get : HttpMethod.Post, new Uri(node, deposit is null ? $"/savings/accounts/{account}" : "/savings/deposits"));
                if (deposit is not null)
                {
                    request.Content = JsonContent.Create(deposit);
                    request.Headers.TryAddWithoutValidation("Idempotency-Key", deposit.Name);
                }

                using var answer = await _client.SendAsync(request, CancellationToken.None);
                Interlocked.Increment(ref _answered);
                if (!answer.IsSuccessStatusCode)
                {
                    run.History.Violate($"{request.Method} {request.RequestUri} was answered with {(int)answer.StatusCode}");
                }
                else if (deposit is not null)
                {
                    run.History.Acknowledged[deposit.Name] = (deposit, await answer.Content.ReadAsStringAsync(CancellationToken.None));
                }
            }
            catch (Exception exception) when (NoAnswer.Is(exception) || exception is OperationCanceledException)
            {
                run.History.Violate($"client {number} was failed by {node}: {exception.InnerException?.Message ?? exception.Message}");
            }
        }
    }
}
