using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Seaworthy.Cli;

/// <summary>What we need to know about a bug of ours, in a file that whoever met it can read before sending it.</summary>
internal static partial class ReportFile
{
    public static string Write(Exception exception, string[] args)
    {
        var now = TimeProvider.System.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"seaworthy-report-{now:yyyyMMdd-HHmmss}-{Environment.ProcessId}.txt");
        var path = Path.Combine(Path.GetTempPath(), name);
        File.WriteAllText(path, Redacted($"""
            Seaworthy {Tool.Version}, .NET {Environment.Version}, {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}
            seaworthy {string.Join(' ', args)}

            {exception}

            """));
        return path;
    }

    /// <summary>Passwords in URLs and connection strings go.</summary>
    internal static string Redacted(string text) => Passwords().Replace(text, "$1•••");

    [GeneratedRegex(@"(://[^:/\s@]*:|(?i:password|pwd|secret|token|key)\s*=\s*)[^@;\s]+")]
    private static partial Regex Passwords();
}
