using System.Collections.Concurrent;
using System.Globalization;

namespace Seaworthy.Observability.Metrics;

/// <summary>An instrument of .NET and its series: at most so many, and one more for the measurements that found no place.</summary>
internal sealed class InstrumentFamily(MetricFamily family, bool isObservable, double factor, double[] bounds, int maxSeries)
{
    // What OpenTelemetry's exporters call the series that takes the rest.
    private const string OverflowLabels = "otel_metric_overflow=\"true\"";

    private readonly ConcurrentDictionary<int, Known[]> _byTags = new();
    private readonly Dictionary<string, InstrumentSeries> _byLabels = new(StringComparer.Ordinal);
    private readonly Lock _growth = new(); // guards _byLabels and additions to _byTags
    private readonly int _buckets = family.Kind == MetricKind.Histogram ? bounds.Length + 1 : 0;
    private InstrumentSeries? _overflow;

    public MetricFamily Family => family;

    /// <summary>Takes one measurement; false when it went to the overflow series.</summary>
    public bool Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long round)
    {
        var series = Find(tags);
        value *= factor;
        if (isObservable)
        {
            series.Set(value, round);
        }
        else if (family.Kind == MetricKind.Histogram)
        {
            var at = Array.FindIndex(bounds, bound => value <= bound);
            series.Record(value, at < 0 ? bounds.Length : at);
        }
        else
        {
            series.Add(value);
        }

        return series != _overflow;
    }

    public void Write(Exposition page, long round)
    {
        InstrumentSeries[] all;
        lock (_growth)
        {
            all = _overflow is null ? [.. _byLabels.Values] : [.. _byLabels.Values, _overflow];
        }

        var begun = false;
        foreach (var series in all)
        {
            var (value, counts, seen) = series.Read();
            if (isObservable && seen != round)
            {
                continue; // what it told about is gone
            }

            if (!begun)
            {
                page.Begin(family);
                begun = true;
            }

            if (family.Kind == MetricKind.Histogram)
            {
                page.Histogram(series.Labels, bounds, counts, value);
            }
            else
            {
                page.Sample(series.Labels, value);
            }
        }
    }

    private InstrumentSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var (name, value) in tags)
        {
            hash.Add(name);
            hash.Add(value);
        }

        var code = hash.ToHashCode();
        if (_byTags.TryGetValue(code, out var candidates))
        {
            foreach (var known in candidates)
            {
                if (known.Has(tags))
                {
                    return known.Series;
                }
            }
        }

        return Grow(code, tags);
    }

    private InstrumentSeries Grow(int code, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_growth)
        {
            var labels = Labels(tags);
            if (!_byLabels.TryGetValue(labels, out var series))
            {
                if (_byLabels.Count >= maxSeries)
                {
                    return _overflow ??= new InstrumentSeries(OverflowLabels, _buckets);
                }

                _byLabels[labels] = series = new InstrumentSeries(labels, _buckets);
            }

            if (_byTags.Count < maxSeries)
            {
                var before = _byTags.GetValueOrDefault(code) ?? [];
                _byTags[code] = [.. before, new Known(tags.ToArray(), series)];
            }

            return series;
        }
    }

    // Sorted: the same tags in another order are the same series.
    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            labels.TryAdd(MetricNames.Label(name), Text(value));
        }

        return string.Join(',', labels.Select(label => Exposition.Label(label.Key, label.Value)));
    }

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private sealed record Known(KeyValuePair<string, object?>[] Tags, InstrumentSeries Series)
    {
        public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length != Tags.Length)
            {
                return false;
            }

            for (var i = 0; i < Tags.Length; i++)
            {
                if (tags[i].Key != Tags[i].Key || !Equals(tags[i].Value, Tags[i].Value))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
