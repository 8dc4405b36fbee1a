using System.Globalization;
using Seaworthy.Bench;

namespace Seaworthy.Micro.Caching;

/// <summary>What a hit costs beside what else there is, and how good the eviction is.</summary>
internal static class CacheRun
{
    public static async Task<int> RunAsync(bool quick)
    {
        var machine = Machine.Describe();
        var page = new ResultPage("cache", quick ? "bench/run cache --quick" : "bench/run cache")
            .Start("The first level and .NET's `HybridCache` on it: a hit on one of 1,024 keys of 24 characters, and hit ratios on synthetic traces.", machine);
        page.Raw("part", "row", "value", "allocated_bytes");
        var hits = new List<string[]>();
        foreach (var (name, probe) in HitRows.All())
        {
            var (ns, bytes) = await HitMeasurement.RunAsync(probe, quick ? 40 : 400);
            hits.Add([name, Numbers.Text(ns), bytes.ToString(CultureInfo.InvariantCulture)]);
            page.Raw("hit", $"\"{name}\"", ns, bytes);
            Console.Error.WriteLine($"{name}: {ns:0.0} ns, {bytes} B");
        }

        page.Table("A hit", ["", "ns", "allocated, bytes"], hits)
            .Note("Of 400 samples of 20,480 hits on one thread the tenth percentile: whatever else a machine does only ever adds.");
        var ratios = new List<string[]>();
        foreach (var trace in Trace.All(quick ? 200_000 : 2_000_000))
        {
            var row = new[] { trace.Name }.Concat(HitRatio.All(trace).Select(ratio => ratio.ToString("0.0", CultureInfo.InvariantCulture))).ToArray();
            ratios.Add(row);
            page.Raw("ratio", $"\"{trace.Name}\"", string.Join(' ', row[1..]), "");
            Console.Error.WriteLine(string.Join("  ", row));
        }

        page.Table("Hit ratio, percent", ["", "this", "LRU", "W-TinyLFU"], ratios)
            .Note("100,000 keys drawn by Zipf's law; every policy has room for as many entries as the row says; the first quarter is not counted. "
                + "A scan is 20,000 keys that come once, after every 50,000 draws. LRU and W-TinyLFU (window 1 %, the rest segmented, a sketch of 4-bit "
                + "counters halved after ten times the capacity) are written beside the benchmark.");
        page.Save(Environment.GetEnvironmentVariable("BENCH_RESULTS")!);
        return 0;
    }
}
