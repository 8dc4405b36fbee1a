using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Seaworthy.Testing;

/// <summary>A PostgreSQL that a test has for itself, with durable commits, and may stop, kill and freeze.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _connections;

    private PostgresServer(string folder, int connections, string url) => (_folder, _connections, Url) = (folder, connections, url);

    /// <summary>Where its data is.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>Npgsql's connection string.</summary>
    public string Url { get; }

    public int Port => new NpgsqlConnectionStringBuilder(Url).Port;

    /// <param name="connections">How many it takes at once.</param>
    /// <param name="disk">The size of a disk that its data has for itself, <c>64m</c>; it must not be killed then. Null: it lies with all else.</param>
    public static async Task<PostgresServer> StartAsync(int connections = 300, string? disk = null)
    {
        var folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;
        return new(folder, connections, await ScriptAsync("start", folder, connections, disk: disk));
    }

    /// <summary>Ends it as an administrator does (fast): connections are closed, nothing is lost.</summary>
    public Task StopAsync() => ScriptAsync("stop", _folder);

    /// <summary>Kills all its processes with -9.</summary>
    public Task KillAsync() => ScriptAsync("kill", _folder);

    /// <summary>Lets it answer nothing until it is told to go on: all its processes are stopped (SIGSTOP), and connections are made all the same, by the kernel.</summary>
    public Task FreezeAsync() => ScriptAsync("freeze", _folder);

    public Task GoOnAsync() => ScriptAsync("go-on", _folder);

    /// <summary>Starts it again where it was, with what it had; returns when it answers.</summary>
    public Task StartAgainAsync() => ScriptAsync("start", _folder, _connections, Port.ToString(CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> ScriptAsync(string verb, string folder, int connections = 0, string? port = null, string? disk = null)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Path("tests/servers"), "postgres.sh"), [verb, folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SYNC"] = "on";
        start.Environment["CONNECTIONS"] = connections.ToString(CultureInfo.InvariantCulture);
        start.Environment["DISK"] = disk;
        if (port is not null)
        {
            start.Environment["SERVER_PORT"] = port;
        }

        using var script = Process.Start(start)!;
        var (said, wrong) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? (await said).Trim() : throw new InvalidOperationException($"postgres.sh {verb}: {await wrong}");
    }
}
