using System.Diagnostics.Metrics;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips;

/// <summary>What whoever runs the rides wants to know (R55): rides by hour, what they cost on average, and how long a rider waits for his driver.</summary>
internal sealed class RideMetrics
{
    /// <summary>What is counted beside the statuses: a driver was asked, or had it, and gave it back. The ride is requested again, and is not counted as that a second time.</summary>
    public const string Declined = "declined";

    private readonly Counter<long> _rides;
    private readonly Histogram<double> _fares;
    private readonly Histogram<double> _matched;

    public RideMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Seaworthy.Rides");
        _rides = meter.CreateCounter<long>("rides.trips", "{ride}", "Rides that came to a status, the first time that they are requested, and declined: those that a driver gave back.");
        _fares = meter.CreateHistogram("rides.fare", Tariff.Currency, "What rides cost that were ridden to their end.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, 7.5, 10, 15, 20, 30, 50, 100] });
        _matched = meter.CreateHistogram("rides.match.duration", "s", "From the request until a driver was kept.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] });
    }

    public void Came(string status) => _rides.Add(1, new KeyValuePair<string, object?>("status", status));

    public void Earned(long cents) => _fares.Record(cents / 100.0);

    public void Matched(TimeSpan waited) => _matched.Record(waited.TotalSeconds);
}
