using System.Diagnostics;

namespace Seaworthy.Bench;

/// <summary>
/// Rides are asked for as fast as they are answered, and the clock goes on until each of them has a driver: found by the drivers' module, told by an event, and written down by the trips'.
/// </summary>
internal sealed class RideMatching(BenchSettings settings, Load load, Server rides)
{
    private const string Metric = "rides_trips_total";

    // A driver who does not answer is let go after half a minute, and the ride is matched a second time.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <param name="row">What asks for rides.</param>
    /// <param name="seconds">For how long.</param>
    /// <returns>The requests, and the rides that were matched.</returns>
    public async Task<(Measured Asked, Measured Matched)> RunAsync(Row row, int seconds)
    {
        var (before, cpu, database) = (await ReadAsync(), rides.Cpu, CpuTime.OfChildren(settings.PostgresPid));
        var asked = await load.RunAsync(row, rides, seconds);
        var clock = Stopwatch.StartNew();
        var now = await ReadAsync();
        while (now.Matched - before.Matched < now.Requested - before.Requested && clock.Elapsed < Longest)
        {
            await Task.Delay(Between);
            now = await ReadAsync();
        }

        var (took, matched) = (TimeSpan.FromSeconds(seconds) + clock.Elapsed, now.Matched - before.Matched);
        return matched > 0
            ? (asked, new(matched / took.TotalSeconds, (rides.Cpu - cpu).TotalMicroseconds / matched, (CpuTime.OfChildren(settings.PostgresPid) - database).TotalMicroseconds / matched, default, double.NaN))
            : throw new InvalidOperationException($"{row.Key}: {now.Requested - before.Requested} rides and no driver");
    }

    private async Task<(double Requested, double Matched)> ReadAsync()
    {
        var metrics = await Metrics.ReadAsync(rides.Management!);
        return (metrics.Sum(Metric, "status=\"requested\""), metrics.Sum(Metric, "status=\"matched\""));
    }
}
