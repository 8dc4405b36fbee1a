using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Seaworthy.IntegrationTests.Packages;

/// <summary>A built application as a process on a port that the system chose.</summary>
internal sealed partial class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private RunningApp(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<RunningApp> StartAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "bin/Debug/net10.0/App.dll"), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
        };
        start.Environment["Seaworthy__Management__Port"] = "0";
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (Listening().Match(line) is { Success: true } found)
            {
                return new(process, new Uri(found.Value));
            }
        }

        throw new InvalidOperationException($"It ended with {process.ExitCode} before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
