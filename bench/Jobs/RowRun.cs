using System.Diagnostics;
using System.Globalization;

namespace Seaworthy.Bench.Jobs;

/// <summary>One row in a process of its own. Prints jobs a second, and the median and the 99th percentile from the call to the start.</summary>
internal static class RowRun
{
    private const int WarmUps = 200;

    // Of what is measured, so much before it: what takes many at once is compiled by then.
    private const int WarmPart = 5;

    public static async Task<int> RunAsync(JobRow row)
    {
        var (scale, finished) = Environment.GetEnvironmentVariable("BENCH_QUICK") == "1" ? (20, 100_000) : (1, 10_000_000);
        var (database, begun) = (await Database.MakeAsync(row), new Begun());
        await using var system = await StartAsync(row, database, begun);
        if (row.Burden == Burden.Finished)
        {
            await database.FillAsync(finished);
        }

        for (var i = 0; i < WarmUps; i++)
        {
            await OneAsync(system, begun);
        }

        if (row.Batch > 0)
        {
            await ManyAsync(row, system, begun, row.Jobs / scale / WarmPart);
        }

        await system.UntilEmptyAsync();
        await using var open = row.Burden == Burden.OpenTransaction ? await database.OpenTransactionAsync() : null;
        if (row.Batch == 0)
        {
            var times = new List<double>();
            for (var i = 0; i < row.Jobs / scale; i++)
            {
                times.Add(await OneAsync(system, begun));
                await system.UntilEmptyAsync();
            }

            times.Sort();
            Say(double.NaN, times[times.Count / 2], times[(int)(times.Count * 0.99)]);
        }
        else
        {
            Say(await ManyAsync(row, system, begun, row.Jobs / scale), double.NaN, double.NaN);
        }

        return 0;
    }

    private static async Task<IJobSystem> StartAsync(JobRow row, Database database, Begun begun) => row.System switch
    {
        SystemKind.Quartz => await QuartzJobs.StartAsync(row, database, begun),
        SystemKind.Loop => await LoopJobs.StartAsync(database, begun),
        _ => await SeaworthyJobs.StartAsync(row, database, begun),
    };

    private static async Task<double> OneAsync(IJobSystem system, Begun begun)
    {
        begun.Ask(1);
        await system.EnqueueAsync(1, Stopwatch.GetTimestamp());
        await begun.OneAsync();
        return begun.Last.TotalMilliseconds;
    }

    private static async Task<double> ManyAsync(JobRow row, IJobSystem system, Begun begun, int jobs)
    {
        var (started, left) = (Stopwatch.GetTimestamp(), jobs);
        await Task.WhenAll(Enumerable.Range(0, JobRow.Callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Add(ref left, -row.Batch) >= 0)
            {
                begun.Ask(row.Batch);
                await system.EnqueueAsync(row.Batch, started);
            }
        })));
        await begun.AllAsync();
        await system.UntilEmptyAsync();
        return jobs / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Say(params double[] numbers) =>
        Console.Error.WriteLine("ROW " + string.Join(' ', numbers.Select(number => number.ToString("0.000", CultureInfo.InvariantCulture))));
}
