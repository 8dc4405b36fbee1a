using System.Diagnostics;
using Seaworthy.ScoringStandIn;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>The stand-in for scoring services, as a process that can be ended.</summary>
public sealed class ScoringProcess : IAsyncLifetime
{
    private const string Said = "listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private Process _process = null!;

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Answers).Assembly.Location, "--port", "0"]) { RedirectStandardOutput = true };
        start.Environment.Remove("ASPNETCORE_URLS");
        _process = Process.Start(start)!;
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        line.ShouldNotBeNull().ShouldStartWith(Said);
        Address = new Uri(line[Said.Length..]);
    }

    public async Task DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process.Dispose();
    }
}
