using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Seaworthy.Services.Tests.Processes;

/// <summary><c>serve --processes</c> as an operator runs it: what it starts can be killed one by one, and so can it.</summary>
public sealed class ServedProcesses : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly ConcurrentQueue<string> _told = new();
    private readonly Dictionary<string, (Uri Address, int Pid)> _processes = [];
    private readonly Process _process;

    private ServedProcesses(Process process) => _process = process;

    /// <summary>What it has told of its processes; what they say themselves is not among it.</summary>
    public IReadOnlyCollection<string> Told => _told;

    /// <summary>The numbers that they had at first.</summary>
    public IReadOnlyList<int> Pids => [.. _processes.Values.Select(one => one.Pid)];

    /// <summary>Starts it on any free ports and returns when all of it serves.</summary>
    /// <param name="targets">What is to be served.</param>
    /// <param name="database">Where.</param>
    /// <param name="broker">The RabbitMQ between them.</param>
    /// <param name="variables">More of its environment.</param>
    public static async Task<ServedProcesses> StartAsync(string targets, TestDatabase database, string broker, params (string Name, string Value)[] variables)
    {
        var served = Begin(targets, database, broker, variables);
        await served.UntilReadyAsync();
        return served;
    }

    /// <summary>The same, and returns at once.</summary>
    public static ServedProcesses Begin(string targets, TestDatabase database, string broker, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "seaworthy-cli.dll"), "serve", "--processes", "--target", targets, "--port", "0", "--no-seed", "--data", database.Folder])
        {
            WorkingDirectory = database.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in (string[])["ASPNETCORE_ENVIRONMENT", "ENVIRONMENT", "PORT", "DATABASE_URL", "LOG_LEVEL", "ASPNETCORE_URLS"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in database.Settings.Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)).Concat(variables).Concat(
            [("DOTNET_ENVIRONMENT", "Development"), ("Seaworthy__Management__Port", "0"), ("RABBITMQ_URL", broker), ("REDIS_URL", RedisServer.Shared().Url.ToString())]))
        {
            start.Environment[name] = value;
        }

        var served = new ServedProcesses(Process.Start(start)!);
        _ = served.TellAsync();
        return served;
    }

    /// <summary>Where one of them is served.</summary>
    public Uri AddressOf(string name) => _processes[name].Address;

    /// <summary>Its number when it was started first.</summary>
    public int PidOf(string name) => _processes[name].Pid;

    /// <summary>Ends one of them with -9.</summary>
    public void Kill(string name)
    {
        using var one = Process.GetProcessById(PidOf(name));
        one.Kill();
    }

    /// <summary>Ends with -9 who has started them.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Asks all of it to stop; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        _process.Dispose();
    }

    private async Task UntilReadyAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Contains("Ctrl+C", StringComparison.Ordinal))
            {
                return;
            }

            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, ['h', 't', 't', 'p', ..] address, "pid", var pid])
            {
                _processes[name] = (new(address), int.Parse(pid, CultureInfo.InvariantCulture));
            }
        }

        throw new InvalidOperationException(string.Join('\n', _told));
    }

    // All of them say what they do here: read on, or a full pipe would stop them.
    private async Task TellAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (!line.Contains(" | {", StringComparison.Ordinal))
            {
                _told.Enqueue(line);
            }
        }
    }
}
