using System.Globalization;
using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Observability;

/// <summary>
/// Reads the text of /metrics as strictly as the formats are written: anything that a scraper may refuse is a failure here.
/// </summary>
internal sealed partial class MetricsText
{
    private readonly Dictionary<string, string> _kinds = [];
    private readonly Dictionary<string, double> _samples = [];

    private MetricsText(string text, bool openMetrics)
    {
        text.ShouldEndWith(openMetrics ? "\n# EOF\n" : "\n");
        text.ShouldNotContain("\r");
        string? family = null;
        var closed = new HashSet<string>();
        var lines = text[..^1].Split('\n');
        foreach (var line in openMetrics ? lines[..^1] : lines)
        {
            line.ShouldNotBeEmpty();
            if (Meta().Match(line) is { Success: true } meta)
            {
                var (word, name, rest) = (meta.Groups[1].Value, meta.Groups[2].Value, meta.Groups[3].Value);
                if (name != family)
                {
                    closed.Add(name).ShouldBeTrue($"{name} stands in two places");
                    family = name;
                    word.ShouldBe("HELP", line);
                }

                if (word == "TYPE")
                {
                    _kinds.TryAdd(name, rest).ShouldBeTrue($"{name} has two types");
                    rest.ShouldBeOneOf("counter", "gauge", "histogram");
                }
                else if (word == "UNIT")
                {
                    openMetrics.ShouldBeTrue(line);
                    name.ShouldEndWith("_" + rest);
                }
                else
                {
                    BadEscape().IsMatch(rest).ShouldBeFalse(line);
                }

                continue;
            }

            var sample = Sample().Match(line);
            sample.Success.ShouldBeTrue(line);
            var labels = sample.Groups[2].Value;
            var names = Label().Matches(labels).Select(label => label.Groups[1].Value).ToArray();
            names.Distinct().Count().ShouldBe(names.Length, line);
            family.ShouldNotBeNull(line);
            CheckName(sample.Groups[1].Value, family, openMetrics);
            _samples.TryAdd($"{sample.Groups[1].Value}{labels}", Number(sample.Groups[3].Value)).ShouldBeTrue($"twice: {line}");
        }

        CheckHistograms();
    }

    public Dictionary<string, double> Samples => _samples;

    public Dictionary<string, string> Kinds => _kinds;

    public static MetricsText Read(string text, bool openMetrics = false) => new(text, openMetrics);

    /// <summary>Every value that a label has anywhere.</summary>
    public IEnumerable<string> Values(string metric, string label) => _samples.Keys
        .Where(key => key.StartsWith(metric + "{", StringComparison.Ordinal))
        .SelectMany(key => Label().Matches(key).Where(match => match.Groups[1].Value == label).Select(match => match.Groups[2].Value))
        .Distinct().Order(StringComparer.Ordinal);

    private void CheckName(string name, string family, bool openMetrics)
    {
        var kind = _kinds[family];
        string[] allowed = kind switch
        {
            "histogram" => [family + "_bucket", family + "_sum", family + "_count"],
            "counter" when openMetrics => [family + "_total"],
            _ => [family],
        };
        allowed.ShouldContain(name);
        (kind == "counter").ShouldBe(name.EndsWith("_total", StringComparison.Ordinal), name);
        if (kind == "gauge")
        {
            Regex.IsMatch(name, "_(count|sum|bucket)$").ShouldBeFalse(name);
        }

        Regex.IsMatch(name, "_(ms|milliseconds|gauge|counter|histogram)(_|$)").ShouldBeFalse(name);
    }

    private void CheckHistograms()
    {
        foreach (var name in _kinds.Where(kind => kind.Value == "histogram").Select(kind => kind.Key))
        {
            var series = _samples.Where(sample => sample.Key.StartsWith(name + "_bucket{", StringComparison.Ordinal))
                .GroupBy(sample => Le().Replace(sample.Key[(name.Length + "_bucket".Length)..], ""));
            foreach (var one in series)
            {
                var bounds = one.Select(sample => Number(Le().Match(sample.Key).Groups[1].Value)).ToArray();
                var counts = one.Select(sample => sample.Value).ToArray();
                bounds.ShouldBe(bounds.Order().Distinct());
                counts.ShouldBe(counts.Order());
                bounds[^1].ShouldBe(double.PositiveInfinity);
                var labels = one.Key == "{}" ? "" : one.Key;
                _samples[$"{name}_count{labels}"].ShouldBe(counts[^1]);
                _samples.ShouldContainKey($"{name}_sum{labels}");
            }
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$")]
    private static partial Regex Meta();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"(?:,(?!\})|(?=\})))+\})? (NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:E[+-]\d+)?)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"[,}]""")]
    private static partial Regex Label();

    [GeneratedRegex(",?le=\"(\\+Inf|[0-9.E+-]*\\.[0-9E+-]*|[0-9.]+E[+-]?[0-9]+)\"")]
    private static partial Regex Le();

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\\(?![\\n""])")]
    private static partial Regex BadEscape();
}
