using System.Diagnostics;
using System.Net;

namespace Seaworthy.Bench.Overload;

/// <summary>The server in a process of its own; its log goes nowhere.</summary>
internal sealed class BusyProcess : IDisposable
{
    private readonly Process _process;

    private BusyProcess(Process process, IPEndPoint address) => (_process, Address) = (process, address);

    public IPEndPoint Address { get; }

    public static async Task<BusyProcess> StartAsync(int milliseconds, bool sheds)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet '{typeof(BusyProcess).Assembly.Location}' serve {milliseconds} {(sheds ? "true" : "false")} >/dev/null"]) { RedirectStandardError = true };
        var process = Process.Start(start)!;
        var address = new Uri((await process.StandardError.ReadLineAsync())!);
        return new(process, new(IPAddress.Loopback, address.Port));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
