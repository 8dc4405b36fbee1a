using System.Diagnostics;

namespace Seaworthy.Faults.Harness;

/// <summary>Signals and scripts.</summary>
internal static class Processes
{
    public static Task SignalAsync(string signal, int pid) => RunAsync("kill", [$"-{signal}", $"{pid}"]);

    /// <summary>All threads of a process, and those that they start, run on these processors from now on (<c>1</c>, <c>0-3</c>).</summary>
    public static Task KeepToAsync(string processors, int pid) => RunAsync("taskset", ["-a", "-c", "-p", processors, $"{pid}"]);

    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message has what it complained of.</exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await said).Trim() : throw new InvalidOperationException($"{Path.GetFileName(file)} {string.Join(' ', arguments)}: {await wrong}");
    }
}
