using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Seaworthy.Bench;

/// <summary>What a result was measured on: enough to judge it, nothing that names the machine.</summary>
internal static class Machine
{
    public static IReadOnlyList<(string What, string Value)> Describe() =>
    [
        ("processor", $"{Environment.ProcessorCount} × {First("/proc/cpuinfo", "model name")}"),
        ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024)} GiB"),
        ("kernel", $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()} {RuntimeInformation.OSArchitecture}"),
        (".NET", Environment.Version.ToString()),
        ("load average at the start", File.ReadAllText("/proc/loadavg").Split(' ')[0]),
        ("commit", Said("git", "describe --always --dirty --abbrev=10 --exclude=*")),
        ("date", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ];

    /// <summary>First line that a program says.</summary>
    public static string Said(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said.Split('\n')[0].Trim();
    }

    private static string First(string file, string name) => File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
}
