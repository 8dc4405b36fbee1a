using System.Diagnostics;
using System.Net;
using Seaworthy.Faults.Harness;
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Rows;

/// <summary>What the rows of F24 share: a disk is full for a while, and nobody is restarted when it has room again.</summary>
internal static class FullDisk
{
    private const int BoundMs = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task StrikeAsync(FaultRun run, Bank bank, Depositors depositors, string folder)
    {
        var node = bank.Addresses[0];
        await depositors.UntilAcknowledgedAsync(10);
        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 3 : 1, targets: 1, after: 500, (500, 1500), "fill"), async stroke =>
        {
            using (Ballast.Fill(folder))
            {
                var filled = Stopwatch.GetTimestamp();
                await UntilRefusedAsync(run, depositors, node);
                run.Measure("first refusal", Stopwatch.GetElapsedTime(filled).TotalMilliseconds);
                await using var reader = new Asker(new(node, $"/savings/counter/{SavingsModule.Accounts[0]}"));
                await using var probe = new Asker(new(node, "/health/ready"));
                await Task.Delay(stroke.For);
                await Task.WhenAll(reader.StopAsync(), probe.StopAsync());
                reader.Answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK, $"SEAWORTHY_SEED={run.Seed}");
                probe.Answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK, $"SEAWORTHY_SEED={run.Seed}");
                run.Measure("reads", reader.Answers.Count);
            }

            var room = Stopwatch.GetTimestamp();
            await depositors.UntilAcknowledgedAsync(1);
            run.Within("first write", Stopwatch.GetElapsedTime(room).TotalMilliseconds, FaultRun.IsDeep ? BoundMs : 15 * BoundMs);
        });
    }

    // Pages that have room take some more.
    private static async Task UntilRefusedAsync(FaultRun run, Depositors depositors, Uri node)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await depositors.TryAsync($"last-{run.Seed}-{Stopwatch.GetTimestamp()}", node) != HttpStatusCode.InsufficientStorage)
        {
            patience.IsCancellationRequested.ShouldBeFalse($"no write was refused with 507 for {Patience.TotalSeconds} s, SEAWORTHY_SEED={run.Seed}, history in {run.History.Path}");
        }
    }
}
