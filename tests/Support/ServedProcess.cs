using System.Diagnostics;

namespace Seaworthy.Testing;

/// <summary>The tool itself as a child process, as an operator runs it, with one target or some: it can be stopped politely, and it can be killed.</summary>
public sealed class ServedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ServedProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts <c>serve</c> with the grocery alone.</summary>
    public static Task<ServedProcess> StartAsync(TestDatabase database, string environment = "Development", params (string Name, string Value)[] variables) =>
        StartAsync("grocery", database, environment, variables);

    /// <summary>Starts <c>serve</c> on any free port and returns when it says that it is ready.</summary>
    public static async Task<ServedProcess> StartAsync(string target, TestDatabase database, string environment, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "seaworthy-cli.dll"), "serve", "--target", target, "--port", "0", "--migrate", "--no-seed", "--data", database.Folder])
        {
            WorkingDirectory = database.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in (string[])["ASPNETCORE_ENVIRONMENT", "ENVIRONMENT", "PORT", "DATABASE_URL", "LOG_LEVEL", "ASPNETCORE_URLS"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment["Seaworthy__Management__Port"] = "0";
        start.Environment["Seaworthy__RateLimiting__Address"] = "1000000/second";
        start.Environment["Seaworthy__RateLimiting__Policies__products"] = "1000000/second";
        foreach (var (name, value) in database.Settings.Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)).Concat(variables))
        {
            start.Environment[name] = value;
        }

        var served = new ServedProcess(Process.Start(start)!);
        await served.UntilReadyAsync();
        return served;
    }

    /// <summary>As a power cut does it: no signal handler, no flush, no goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    public async Task SignalAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks it to stop and waits; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task UntilReadyAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.TrimStart().StartsWith("docs ", StringComparison.Ordinal))
            {
                Address = new Uri(new Uri(line.Trim().Split(' ')[^1]), "/");
            }

            if (line.Contains("Ctrl+C", StringComparison.Ordinal))
            {
                // Read on, or a full pipe would stop the log and with it the process.
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }

        throw new InvalidOperationException(await _errors);
    }
}
