using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Harness;

/// <summary>A process of the bank, which comes back where it was; on one processor, or logging to a file, where that is said.</summary>
internal sealed class Node(string name, IReadOnlyList<string> settings, string? processor = null, string? log = null) : IAsyncDisposable
{
    // 256 MiB, as in the documents' own box.
    private const string MemoryHex = "10000000";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    public string Name => name;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>All that its processes have logged, the last lines.</summary>
    public IEnumerable<string> Log => _log.TakeLast(400);

    /// <summary>How many lines they have logged.</summary>
    public int Lines => _log.Count;

    public int Pid => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>How many threads it has.</summary>
    public int Threads => _process!.Threads.Count;

    /// <summary>Milliseconds of its last start, until it served.</summary>
    public double StartMs { get; private set; }

    /// <summary>Returns when it serves.</summary>
    public async Task StartAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var serves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] command = [.. Prefix(), "dotnet", typeof(Node).Assembly.Location, SavingsProcess.Name, $"Savings:Address={Address}", .. settings];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = MemoryHex;
        start.Environment["DOTNET_TieredPGO"] = "0"; // what would be compiled twice more, to be the quickest in an hour, is compiled once
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, serves);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, serves);
        _process.Exited += (_, _) => EndBeforeServing(serves);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await serves.Task.WaitAsync(Patience);
        StartMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>As a power cut does it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    /// <summary>What they have logged after the first so many lines.</summary>
    public IEnumerable<string> LogAfter(int lines) => _log.Skip(lines);

    public Task FreezeAsync() => Processes.SignalAsync("STOP", _process!.Id);

    public Task GoOnAsync() => Processes.SignalAsync("CONT", _process!.Id);

    /// <summary>Asks it to stop, as a supervisor does, and waits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        await Processes.SignalAsync("TERM", _process!.Id);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        var code = _process.ExitCode;
        _process.Dispose();
        return code;
    }

    /// <summary>Waits for whoever ends by himself.</summary>
    public Task EndedAsync(CancellationToken cancellationToken) => _process!.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (IsRunning)
            {
                await KillAsync();
            }
        }
        catch (InvalidOperationException)
        {
            // Killed and cleared away already.
        }
    }

    // A shell that becomes the process when it has said where its output goes.
    private string[] Prefix() => (processor, log) switch
    {
        ({ } one, _) => ["taskset", "-c", one],
        (_, { } file) => ["sh", "-c", "exec \"$@\" >> \"$0\"", file],
        _ => [],
    };

    private void EndBeforeServing(TaskCompletionSource serves)
    {
        if (!serves.Task.IsCompleted)
        {
            // Only this wait has heard all that it said last.
            _process!.WaitForExit();
            serves.TrySetException(new InvalidOperationException($"{name} ended before it served:\n{string.Join('\n', Log.TakeLast(20))}"));
        }
    }

    private void Hear(string? line, TaskCompletionSource serves)
    {
        if (line is null)
        {
            return;
        }

        _log.Enqueue(line);
        if (line.StartsWith(SavingsProcess.Serves, StringComparison.Ordinal))
        {
            serves.TrySetResult();
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
