using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Observability.Metrics;

/// <summary>
/// Every instrument in the process that is not ours to count: the runtime, Kestrel, HttpClient, Npgsql, the app's own
/// (R55). Instruments of another host's meter factory are that host's.
/// </summary>
internal sealed class OtherMeters : IDisposable
{
    // Counted by RequestMetrics, or told per request without saying anything that its labels do not; and each block of 4 KB that a
    // request borrows, twice, which costs more than all that the layer counts itself.
    private static readonly string[] Skipped = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.MemoryPool"];

    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _own;
    private readonly ILogger<OtherMeters> _log;
    private readonly int _maxSeries;
    private readonly SortedDictionary<string, InstrumentFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _growth = new(); // guards _families
    private readonly Lock _reading = new(); // one round of observation at a time
    private long _round;
    private long _overflowed;

    public OtherMeters(IMeterFactory own, int maxSeries, ILogger<OtherMeters> log)
    {
        _own = own;
        _maxSeries = maxSeries;
        _log = log;
        _listener.InstrumentPublished = Listen;
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Measure(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Measure((double)value, tags, state));
        _listener.Start();
    }

    /// <summary>Measurements that found their metric full.</summary>
    public long Overflowed => Interlocked.Read(ref _overflowed);

    public void Dispose() => _listener.Dispose();

    public void Write(Exposition page)
    {
        lock (_reading)
        {
            _round++;
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException broken)
            {
                // One instrument's callback threw; the others were read all the same.
                Log.InstrumentFailed(_log, broken.InnerExceptions[0]);
            }

            InstrumentFamily[] families;
            lock (_growth)
            {
                families = [.. _families.Values];
            }

            foreach (var family in families)
            {
                family.Write(page, _round);
            }
        }
    }

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (Skipped.Contains(instrument.Meter.Name) || (instrument.Meter.Scope is IMeterFactory scope && scope != _own))
        {
            return;
        }

        var kind = InstrumentKind.Of(instrument);
        var (unit, factor) = MetricNames.Unit(instrument.Unit, kind);
        var name = MetricNames.Of(instrument.Name, unit, kind);
        lock (_growth)
        {
            if (!_families.TryGetValue(name, out var family) && !IsTaken(name))
            {
                var bounds = kind == MetricKind.Histogram ? Bounds(instrument, unit, factor) : [];
                var described = new MetricFamily(name, kind, instrument.Description ?? instrument.Name, unit);
                _families[name] = family = new InstrumentFamily(described, instrument.IsObservable, factor, bounds, _maxSeries);
            }

            if (family is null || family.Family.Kind != kind)
            {
                Log.InstrumentSkipped(_log, instrument.Meter.Name, instrument.Name, name);
                return;
            }

            listener.EnableMeasurementEvents(instrument, family);
        }
    }

    private static double[] Bounds(Instrument instrument, string? unit, double factor)
    {
        var bounds = InstrumentKind.Bounds(instrument, unit);
        return InstrumentKind.IsAdvised(instrument) ? [.. bounds.Select(bound => bound * factor)] : bounds;
    }

    private static bool IsTaken(string name) =>
        RequestMetrics.Families.Concat(ProcessMetrics.Families).Any(family => family.Name == name);

    private void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (state is InstrumentFamily family && !family.Measure(value, tags, _round))
        {
            Interlocked.Increment(ref _overflowed);
        }
    }
}
