using System.Diagnostics;
using System.Globalization;

namespace Seaworthy.Bench.Outbox;

/// <summary>One row in a process of its own. Prints events a second, and the median and the 99th percentile of the time that one is on its way.</summary>
internal static class RowRun
{
    private const int WarmUps = 4000;
    private const int WarmUpBatch = 10;

    public static async Task<int> RunAsync(OutboxRow row)
    {
        var events = row.Events / (Environment.GetEnvironmentVariable("BENCH_QUICK") == "1" ? 10 : 1);
        await using var scratch = await Scratch.MakeAsync(row);
        var consumed = new Counted();
        await using var system = row.Sender == Sender.Seaworthy ? (ISystem)await SeaworthySystem.StartAsync(row, scratch, consumed) : await LoopSystem.StartAsync(row, scratch);
        await WarmUpAsync(system);
        if (row.What == What.EndToEnd)
        {
            // What is on its way is in no table.
            await consumed.UntilAsync(WarmUps);
            await system.UntilEmptyAsync();
        }

        system.Post = new(events);
        await (row.What switch
        {
            What.EndToEnd => EndToEndAsync(row, system, consumed, events),
            What.Backlog => BacklogAsync(system, events),
            _ => OnItsWayAsync(system, events),
        });
        return 0;
    }

    // Ten in a transaction and one: until what is compiled while it runs is compiled.
    private static async Task WarmUpAsync(ISystem system)
    {
        system.Post = new(WarmUps);
        for (var i = 0; i < WarmUps; i += WarmUpBatch)
        {
            await system.PublishAsync(i, WarmUpBatch - 1);
            await system.PublishAsync(i + WarmUpBatch - 1, 1);
        }

        await system.Post.Kept.UntilAsync(WarmUps);
        await system.UntilEmptyAsync();
    }

    private static async Task EndToEndAsync(OutboxRow row, ISystem system, Counted consumed, int events)
    {
        var (before, started, next) = (consumed.Count, Stopwatch.GetTimestamp(), -row.Batch);
        await Task.WhenAll(Enumerable.Range(0, OutboxRow.Publishers).Select(_ => Task.Run(async () =>
        {
            for (var first = Interlocked.Add(ref next, row.Batch); first < events; first = Interlocked.Add(ref next, row.Batch))
            {
                await system.PublishAsync(first, row.Batch);
            }
        })));
        await consumed.UntilAsync(before + events);
        await system.UntilEmptyAsync();
        Say(events / Stopwatch.GetElapsedTime(started).TotalSeconds, double.NaN, double.NaN);
        if (consumed.Count != before + events)
        {
            throw new InvalidOperationException($"{events} were published, {consumed.Count - before} consumed.");
        }
    }

    private static async Task BacklogAsync(ISystem system, int events)
    {
        await system.FillAsync(events);
        await system.Post.Kept.UntilAsync(events);
        await system.UntilEmptyAsync();
        Say(events / Stopwatch.GetElapsedTime(system.Post.Began).TotalSeconds, double.NaN, double.NaN);
    }

    private static async Task OnItsWayAsync(ISystem system, int events)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / OutboxRow.ASecond));
        for (var number = 0; number < events; number++)
        {
            await clock.WaitForNextTickAsync();
            await system.PublishAsync(number, 1);
            system.Post.Committed(number);
        }

        await system.Post.Kept.UntilAsync(events);
        var (median, late) = system.Post.Times();
        Say(double.NaN, median, late);
    }

    private static void Say(params double[] numbers) =>
        Console.Error.WriteLine("ROW " + string.Join(' ', numbers.Select(number => number.ToString("0.000", CultureInfo.InvariantCulture))));
}
