using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Leaks;

/// <summary>Secrets that were on their way out.</summary>
internal sealed class LeakMetrics(IMeterFactory meters)
{
    public const string MeterName = "Seaworthy.Leaks";
    public const string Answer = "answer", LogLine = "log_line";
    public const string Masked = "masked", Blocked = "blocked";

    private static readonly MetricFamily Found = new("seaworthy_leaks", MetricKind.Counter,
        "Secrets that were found on their way out, in an answer or a log_line, by the name of their member or by their shape: masked, or blocked with all of the answer.")
        { Labels = ["place", "rule", "outcome"] };

    private readonly Counter<long> _found = meters.Create(MeterName).CreateCounter<long>("seaworthy.leaks", "{secret}", Found.Help);

    public static IReadOnlyList<MetricFamily> Families { get; } = [Found];

    public void Count(string place, string rule, string outcome) => _found.Add(1, new("place", place), new("rule", rule), new("outcome", outcome));
}
