using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>A PostgreSQL of its own that syncs its commits, and that a test may kill and bring back on the same port.</summary>
public sealed class DatabaseGoneServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-pg-").FullName;
    private string? _port;

    /// <summary>How to reach it.</summary>
    public string Url { get; private set; } = "";

    public static async Task<DatabaseGoneServer> StartAsync()
    {
        var server = new DatabaseGoneServer();
        server.Url = await server.RunAsync("start") ?? throw new InvalidOperationException("PostgreSQL did not start: tests/servers/postgres.sh start DIR says why");
        server._port = new NpgsqlConnectionStringBuilder(server.Url).Port.ToString(CultureInfo.InvariantCulture);
        return server;
    }

    /// <summary>Kills the postmaster; what it started notices and goes too.</summary>
    public async Task KillAsync()
    {
        using var postmaster = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "pid")), CultureInfo.InvariantCulture));
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
    }

    /// <summary>Starts it again; it refuses until the last of the killed server's processes has left.</summary>
    public async Task ReturnAsync()
    {
        while (await RunAsync("start") is null)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("stop");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string?> RunAsync(string verb)
    {
        var start = new ProcessStartInfo(Repository.Path("tests/servers/postgres.sh"), [verb, _folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SYNC"] = "on";
        if (_port is not null)
        {
            start.Environment["SERVER_PORT"] = _port;
        }

        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync();
        var said = await script.StandardOutput.ReadLineAsync();
        await script.WaitForExitAsync();
        await errors;
        return script.ExitCode == 0 ? said ?? "" : null;
    }
}
