using System.Text;

namespace Seaworthy.Observability.Metrics;

/// <summary>
/// How an instrument of .NET is called in Prometheus: words joined by underscores, a base unit at the end, and no suffix
/// that means another kind.
/// </summary>
internal static class MetricNames
{
    /// <summary>The unit as a word, and what a value is multiplied with to be in it.</summary>
    public static (string? Word, double Factor) Unit(string? unit, MetricKind kind) => unit switch
    {
        null or "" => (null, 1),
        "s" => ("seconds", 1),
        "ms" => ("seconds", 1e-3),
        "us" => ("seconds", 1e-6),
        "ns" => ("seconds", 1e-9),
        "By" => ("bytes", 1),
        "KiBy" => ("bytes", 1024),
        "MiBy" => ("bytes", 1024 * 1024),
        "1" => (kind == MetricKind.Gauge ? "ratio" : null, 1),
        _ => (null, 1),
    };

    public static string Of(string instrument, string? unit, MetricKind kind)
    {
        var name = Clean(instrument, allowColon: true);
        name = Without(name, "_total");
        foreach (var milli in (ReadOnlySpan<string>)["_ms", "_milliseconds"])
        {
            name = unit is null ? name : Without(name, milli);
        }

        if (unit is not null && !name.EndsWith("_" + unit, StringComparison.Ordinal) && name != unit)
        {
            name = $"{name}_{unit}";
        }

        // These endings belong to parts of a histogram or summary: a gauge "thread_count" becomes "threads".
        return kind == MetricKind.Histogram ? name
            : name.EndsWith("_count", StringComparison.Ordinal) ? Plural(name[..^"_count".Length])
            : name.EndsWith("_sum", StringComparison.Ordinal) || name.EndsWith("_bucket", StringComparison.Ordinal)
                || name.EndsWith("_info", StringComparison.Ordinal) ? name + "_value"
            : name;
    }

    public static string Label(string tag)
    {
        var name = Clean(tag, allowColon: false);
        return name == "le" || name.StartsWith("__", StringComparison.Ordinal) ? "tag_" + name.TrimStart('_') : name;
    }

    private static string Clean(string name, bool allowColon)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            var good = char.IsAsciiLetterOrDigit(c) || (allowColon && c == ':');
            if (good || clean.Length == 0 || clean[^1] != '_')
            {
                clean.Append(good ? c : '_');
            }
        }

        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? clean.Insert(0, '_').ToString() : clean.ToString();
    }

    private static string Without(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;

    private static string Plural(string word) =>
        word.EndsWith('s') ? word : word.EndsWith('y') ? word[..^1] + "ies" : word + "s";
}
