using System.Diagnostics.Metrics;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>What whoever runs the rides wants to know of their drivers (R55): how many there are, and how long it takes to find one.</summary>
internal sealed class DriverMetrics
{
    private readonly Counter<long> _looks;
    private readonly Histogram<double> _took;

    public DriverMetrics(IMeterFactory meters, DriverCounts counts)
    {
        var meter = meters.Create("Seaworthy.Rides.Drivers");
        _looks = meter.CreateCounter<long>("rides.matches", "{look}", "Looks for a driver, by what became of them.");
        _took = meter.CreateHistogram<double>("rides.driver.search.duration", "s", "From when a driver was wanted to when one was kept.");
        meter.CreateObservableGauge("rides.drivers", counts.Measure, "{driver}", "Drivers, by what they are doing.");
    }

    /// <summary>One look has ended.</summary>
    /// <param name="outcome">One of <see cref="MatchOutcome"/>.</param>
    /// <param name="took">Since when somebody waited for the driver who was found; null where none was.</param>
    public void Looked(string outcome, TimeSpan? took)
    {
        _looks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        if (took is { } time)
        {
            _took.Record(Math.Max(0, time.TotalSeconds));
        }
    }
}
