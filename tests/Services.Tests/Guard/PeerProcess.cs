using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>An API in another language, as a process: the benchmarks' peers, and an app of a page.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Debian's Python, which has FastAPI from the same place.</summary>
    public static string Python => Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";

    public static Task<PeerProcess> FastApiAsync(string database, int port = 0) =>
        StartAsync(port, taken => [Python, "-m", "uvicorn", "main:app", "--app-dir", Repository.Path("bench/peers/FastApi"), "--host", "127.0.0.1", "--port", taken], ("PEER_DATABASE", UrlOf(database, "postgresql+asyncpg")));

    public static Task<PeerProcess> FastifyAsync(string database, int port = 0) =>
        StartAsync(port, taken => ["node", Repository.Path("bench/peers/Fastify/server.js"), taken], ("PEER_DATABASE", UrlOf(database, "postgres")));

    /// <summary>The app of a page, in a folder.</summary>
    public static Task<PeerProcess> UvicornAsync(string folder) =>
        StartAsync(0, taken => [Python, "-m", "uvicorn", "main:app", "--app-dir", folder, "--host", "127.0.0.1", "--port", taken]);

    /// <summary>Ends it at once, as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static async Task<PeerProcess> StartAsync(int port, Func<string, string[]> command, params (string Name, string Value)[] variables)
    {
        port = port == 0 ? Free() : port;
        var words = command(port.ToString(CultureInfo.InvariantCulture));
        // What it logs must go somewhere, and nobody reads it.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", .. words]);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var peer = new PeerProcess(Process.Start(start)!, port);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return peer;
            }
            catch (SocketException) when (!peer._process.HasExited)
            {
                await Task.Delay(100, patience.Token);
            }
        }
    }

    private static string UrlOf(string database, string scheme)
    {
        var parts = new NpgsqlConnectionStringBuilder(database);
        return $"{scheme}://{parts.Username}:{parts.Password}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
