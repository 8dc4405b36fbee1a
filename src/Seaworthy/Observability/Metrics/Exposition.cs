using System.Globalization;
using System.Text;

namespace Seaworthy.Observability.Metrics;

/// <summary>
/// Writes metrics as text: Prometheus 0.0.4, or OpenMetrics 1.0 where the reader asks for it. The caller writes a family
/// and then all of its samples.
/// </summary>
internal sealed class Exposition(bool openMetrics)
{
    public const string Prometheus = "text/plain; version=0.0.4; charset=utf-8";
    public const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly StringBuilder _text = new(16 * 1024);
    private MetricFamily _family = null!;

    public string ContentType => openMetrics ? OpenMetrics : Prometheus;

    public void Begin(MetricFamily family)
    {
        _family = family;
        var name = openMetrics ? family.Name : family.SampleName;
        _text.Append("# HELP ").Append(name).Append(' ');
        Escape(family.Help, quotes: openMetrics);
        _text.Append("\n# TYPE ").Append(name).Append(' ').Append(KindName(family.Kind)).Append('\n');
        if (openMetrics && family.Unit is { } unit && family.Name.EndsWith("_" + unit, StringComparison.Ordinal))
        {
            _text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        }
    }

    /// <summary>A sample of a counter or gauge.</summary>
    public void Sample(string labels, double value) => Line(_family.SampleName, "", labels, null, value);

    /// <summary>A sample of a histogram.</summary>
    /// <param name="labels">Its labels.</param>
    /// <param name="bounds">Upper bounds, ascending, without infinity.</param>
    /// <param name="counts">How many fell into each bucket, and last how many into none; not yet summed up.</param>
    /// <param name="sum">All values added.</param>
    public void Histogram(string labels, ReadOnlySpan<double> bounds, ReadOnlySpan<long> counts, double sum)
    {
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            Line(_family.Name, "_bucket", labels, i < bounds.Length ? bounds[i] : double.PositiveInfinity, total);
        }

        Line(_family.Name, "_sum", labels, null, sum);
        Line(_family.Name, "_count", labels, null, total);
    }

    public byte[] Finish()
    {
        if (openMetrics)
        {
            _text.Append("# EOF\n");
        }

        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    /// <summary>One label, to be joined with others by a comma.</summary>
    public static string Label(string name, string? value)
    {
        var text = value ?? "";
        return text.AsSpan().IndexOfAny("\\\"\n\r") < 0
            ? $"{name}=\"{text}\""
            : $"{name}=\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "").Replace("\n", "\\n")}\"";
    }

    private static string KindName(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private void Line(string name, string suffix, string labels, double? bound, double value)
    {
        _text.Append(name).Append(suffix);
        if (labels.Length > 0 || bound is not null)
        {
            _text.Append('{').Append(labels);
            if (bound is { } le)
            {
                _text.Append(labels.Length > 0 ? "," : "").Append("le=\"").Append(Bound(le)).Append('"');
            }

            _text.Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    // OpenMetrics wants bounds as floats, and one spelling in both formats keeps a series the same series.
    private static string Bound(double value)
    {
        var text = Number(value);
        return text.AsSpan().ContainsAny('.', 'E', 'I') ? text : text + ".0";
    }

    private void Escape(string text, bool quotes)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '\r' => _text,
                '"' when quotes => _text.Append("\\\""),
                _ => _text.Append(c),
            };
        }
    }
}
