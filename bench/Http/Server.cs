using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Seaworthy.Bench;

/// <summary>A server under test, in a process of its own.</summary>
internal sealed class Server : IDisposable
{
    // Limits decide about every request, and refuse none: one caller is all of them.
    private static readonly (string Name, string Value)[] Always =
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("Seaworthy__RateLimiting__Address", "1000000/second"),
        ("Seaworthy__RateLimiting__Policies__products", "1000000/second"),
    ];

    private const string ManagementPort = "Seaworthy__Management__Port";

    private readonly Process _process;

    private Server(string name, int port, Process process)
    {
        Name = name;
        Url = new Uri($"http://127.0.0.1:{port}");
        _process = process;
    }

    public string Name { get; }

    public Uri Url { get; }

    /// <summary>Where it tells of itself; null where it does not.</summary>
    public Uri? Management { get; private init; }

    /// <summary>Of the process and its workers, where it has such.</summary>
    public TimeSpan Cpu => CpuTime.Of(_process.Id) + CpuTime.OfChildren(_process.Id);

    /// <summary>Starts it on a free port and waits until <paramref name="readyPath"/> answers 200.</summary>
    /// <param name="name">Its name in the tables.</param>
    /// <param name="command">A shell command; <c>PORT</c> in it is the port. Its log goes to /dev/null, but it is written.</param>
    /// <param name="readyPath">What answers once it is ready.</param>
    /// <param name="environment">What it is told.</param>
    /// <param name="isManaged">Whether it shall have a management port of its own, free as well; otherwise it is told to have none.</param>
    public static async Task<Server> StartAsync(
        string name, string command, string readyPath, IEnumerable<(string Name, string Value)> environment, bool isManaged = false)
    {
        var (port, management) = (FreePort(), isManaged ? FreePort() : 0);
        var start = new ProcessStartInfo("/bin/sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec {command.Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)} >/dev/null 2>&1 </dev/null");
        foreach (var (variable, value) in Always.Concat(environment).Append((ManagementPort, management.ToString(CultureInfo.InvariantCulture))))
        {
            start.Environment[variable] = value;
        }

        var server = new Server(name, port, Process.Start(start)!) { Management = isManaged ? new Uri($"http://127.0.0.1:{management}") : null };
        await server.WaitAsync(readyPath);
        return server;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task WaitAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Url };
        for (var tries = 0; tries < 300; tries++)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{Name} ended with {_process.ExitCode} before it answered");
            }

            try
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"{Name} does not answer {path}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
