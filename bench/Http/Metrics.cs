using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>What a server's management port says of it at one moment.</summary>
internal sealed class Metrics(IReadOnlyList<string> lines)
{
    public static async Task<Metrics> ReadAsync(Uri management)
    {
        using var http = new HttpClient();
        return new((await http.GetStringAsync(new Uri(management, "metrics"))).Split('\n'));
    }

    /// <summary>Of all lines of a metric that have a label, as <c>outcome="hit"</c>; 0 where there is none.</summary>
    public double Sum(string metric, string label) => lines
        .Where(line => line.StartsWith(metric + '{', StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
