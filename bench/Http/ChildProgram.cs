using System.Diagnostics;

namespace Seaworthy.Bench;

/// <summary>Programs that do one thing and end: wrk, and those of PostgreSQL, which find the database by their usual variables.</summary>
internal static class ChildProgram
{
    private static readonly (string Variable, string Keyword)[] Login =
        [("PGHOST", "Host"), ("PGPORT", "Port"), ("PGUSER", "Username"), ("PGPASSWORD", "Password"), ("PGDATABASE", "Database")];

    /// <summary>Runs it to its end, and says what it has said.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(BenchSettings settings, string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, keyword) in settings.ConnectionString.Length > 0 ? Login : [])
        {
            start.Environment[variable] = settings.Database(keyword);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}");
    }
}
