using System.Diagnostics.Metrics;

namespace Seaworthy.Rides.Payments;

/// <summary>What whoever runs the rides wants to know of their payments (R55): what became of them, and how long a rider waited to know.</summary>
internal sealed class PaymentMetrics
{
    private readonly Counter<long> _payments;
    private readonly Histogram<double> _waits;

    public PaymentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Seaworthy.Rides.Payments");
        _payments = meter.CreateCounter<long>("rides.payments", "{payment}", "Attempts to pay that came to an end, by how.");
        _waits = meter.CreateHistogram("rides.payment.duration", "s", "From the beginning of an attempt to pay to its end.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });
    }

    /// <summary>An attempt is over.</summary>
    /// <param name="outcome">Paid or failed.</param>
    /// <param name="after">Since it began.</param>
    public void Settled(string outcome, TimeSpan after)
    {
        _payments.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        _waits.Record(Math.Max(0, after.TotalSeconds), new KeyValuePair<string, object?>("outcome", outcome));
    }
}
