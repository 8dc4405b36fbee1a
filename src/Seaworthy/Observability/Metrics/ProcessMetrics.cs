using System.Diagnostics;
using System.Reflection;

namespace Seaworthy.Observability.Metrics;

/// <summary>What runs here and since when.</summary>
internal sealed class ProcessMetrics
{
    // A gauge, not OpenMetrics' kind "info": the family would then have two names, one in each format.
    private static readonly MetricFamily Build = new("build_info", MetricKind.Gauge, "Always 1; its labels say what runs.")
        { Labels = ["version", "seaworthy", "dotnet"] };

    private static readonly MetricFamily Started = new("process_start_time_seconds", MetricKind.Gauge,
        "When the process began, in seconds since 1970.", "seconds");

    private readonly string _build = string.Join(',',
        Exposition.Label("version", VersionOf(Assembly.GetEntryAssembly())),
        Exposition.Label("seaworthy", VersionOf(typeof(ProcessMetrics).Assembly)),
        Exposition.Label("dotnet", Environment.Version.ToString()));

    private readonly double _started = StartedAt();

    public static IReadOnlyList<MetricFamily> Families { get; } = [Build, Started];

    public void Write(Exposition page)
    {
        page.Begin(Build);
        page.Sample(_build, 1);
        page.Begin(Started);
        page.Sample("", _started);
    }

    private static double StartedAt()
    {
        using var self = Process.GetCurrentProcess();
        return new DateTimeOffset(self.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
    }

    // The commit after the plus sign would make a new series of every build.
    private static string VersionOf(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
