using System.Diagnostics;
using System.Net;
using Seaworthy.Faults.Harness;

namespace Seaworthy.Faults.Rows;

/// <summary>What F13 and F14 share: PostgreSQL says nothing for a while, and nobody is told that it is away.</summary>
internal static class SilentServer
{
    private const int AnswerBoundMs = 2500;
    private const int FirstWriteBoundMs = 3000;

    // What a probe is told is kept for a second, and a check that hangs is given up after two.
    private const int ProbeBoundMs = 3500;
    private const int AskersOfEach = 8;

    // Those that the pool makes and ends by itself; the askers alone would be twice as many of a process, if each held one.
    private const int MoreThreads = 6;

    /// <summary>
    /// As whoever wants to hear within two seconds sets it: one for a request, and for a statement; and one for Npgsql, which asks the server over a connection of its own to cancel what is late, waits
    /// for that as long as for any connection, and keeps a thread of the pool meanwhile: as many as there are connections. On two processors the others would wait for those.
    /// </summary>
    public static string[] Settings { get; } =
        ["Seaworthy:Bounds:DeadlineMs=1000", "Seaworthy:Database:StatementTimeoutMs=900", "Seaworthy:Database:ConnectTimeoutSeconds=1", "Savings:Threads=32"];

    /// <param name="run">The run.</param>
    /// <param name="bank">Nobody serves yet.</param>
    /// <param name="fault">The row's name of it.</param>
    /// <param name="lasting">How long it is silent, in milliseconds.</param>
    /// <param name="silence">Makes it silent.</param>
    /// <param name="heal">Ends that.</param>
    public static async Task StrikeAsync(FaultRun run, Bank bank, string fault, (int Least, int Most) lasting, Func<Task> silence, Func<Task> heal)
    {
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var balancer = new Balancer(bank.Addresses);
        await UntilAllAsync(bank, balancer, areReady: true);
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History) { Patience = TimeSpan.FromMilliseconds(lasting.Most + 60_000) };
        depositors.Start();
        await depositors.WarmAsync();

        await run.StrikeAsync(Schedule.Draw(run.Random, 1, targets: 1, after: 1000, lasting, fault), async stroke =>
        {
            var (threads, unanswered) = (Threads(bank), run.History.Failed.Unanswered);
            run.History.Times.Begin();
            var silent = Stopwatch.GetTimestamp();
            await silence();
            try
            {
                await UntilAllAsync(bank, balancer, areReady: false);
                run.Within("unready", Stopwatch.GetElapsedTime(silent).TotalMilliseconds, Bound(ProbeBoundMs));
                var asked = await AskAsync(bank, stroke.For - Stopwatch.GetElapsedTime(silent));
                run.Measure("threads before", threads);
                run.Measure("threads", asked.Threads);
                run.Measure("refused reads", asked.Answers.Count);
                run.Within("slowest read", asked.Answers.Max(answer => answer.Ms), Bound(AnswerBoundMs));
                asked.Answers.ShouldAllBe(answer => answer.IsTold && (answer.Status == HttpStatusCode.ServiceUnavailable || answer.Status == HttpStatusCode.GatewayTimeout), $"SEAWORTHY_SEED={run.Seed}");
                var (p99, slowest) = run.History.Times.EndPart();
                run.Measure("slowest deposit", slowest);
                run.Within("p99 of deposits", p99, Bound(AnswerBoundMs));
                (run.History.Failed.Unanswered - unanswered).ShouldBe(0, $"deposits without an answer, SEAWORTHY_SEED={run.Seed}, history in {run.History.Path}");
                (asked.Threads - threads).ShouldBeLessThanOrEqualTo(MoreThreads, $"threads that wait, SEAWORTHY_SEED={run.Seed}");
            }
            finally
            {
                await heal();
            }

            var healed = Stopwatch.GetTimestamp();
            await depositors.UntilAcknowledgedAsync(1);
            run.Within("first write", Stopwatch.GetElapsedTime(healed).TotalMilliseconds, Bound(FirstWriteBoundMs));
            await UntilAllAsync(bank, balancer, areReady: true);
            run.Within("ready", Stopwatch.GetElapsedTime(healed).TotalMilliseconds, Bound(ProbeBoundMs));
        });

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }

    private static double Bound(int deep) => FaultRun.IsDeep ? deep : 4 * deep;

    private static int Threads(Bank bank) => bank.Nodes.Max(node => node.Threads);

    // Reads, many at once, until the time is over: all that were asked are answered, and the most threads that a process had.
    private static async Task<(List<(HttpStatusCode Status, double Ms, bool IsTold)> Answers, int Threads)> AskAsync(Bank bank, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var askers = bank.Addresses.SelectMany(node => Enumerable.Range(0, AskersOfEach).Select(_ => new Asker(new(node, "/savings/deposits/of-nobody")))).ToList();
        var threads = 0;
        do
        {
            threads = Math.Max(threads, Threads(bank));
            await Task.Delay(100);
        }
        while (Stopwatch.GetElapsedTime(started) < time);

        await Task.WhenAll(askers.Select(asker => asker.DisposeAsync().AsTask()));
        return ([.. askers.SelectMany(asker => asker.Answers)], threads);
    }

    private static Task UntilAllAsync(Bank bank, Balancer balancer, bool areReady) => Task.WhenAll(bank.Addresses.Select(node => balancer.UntilAsync(node, areReady)));
}
