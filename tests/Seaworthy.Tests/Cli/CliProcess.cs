using System.Diagnostics;

namespace Seaworthy.Tests.Cli;

/// <summary>The tool as a child process, in a folder of its own and without the variables of whoever runs the tests.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly List<string> _lines = [];

    private CliProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static Task<CliResult> RunAsync(string folder, string[] args, params (string Name, string Value)[] variables) => RunWithAsync("", folder, args, variables);

    /// <summary>The same with something on its standard input.</summary>
    public static async Task<CliResult> RunWithAsync(string input, string folder, string[] args, params (string Name, string Value)[] variables)
    {
        await using var cli = Start(folder, args, variables, input);
        var output = cli._process.StandardOutput.ReadToEndAsync();
        await cli._process.WaitForExitAsync().WaitAsync(Patience);
        return new(cli._process.ExitCode, await output, await cli._errors);
    }

    /// <summary>Starts <c>serve</c> without a management port and returns when it says that it is ready.</summary>
    public static Task<(CliProcess Cli, Uri Address)> ServeAsync(
        string folder, string environment = "Development", int port = 0, params string[] args) =>
        ServeAsync(folder, ["--port", $"{port}", .. args], ("DOTNET_ENVIRONMENT", environment), ("Seaworthy__Management__Port", "0"));

    /// <summary>Starts <c>serve</c> with nothing set but <paramref name="variables"/> and returns when it says that it is ready.</summary>
    public static async Task<(CliProcess Cli, Uri Address)> ServeAsync(string folder, string[] args, params (string Name, string Value)[] variables)
    {
        var cli = Start(folder, ["serve", .. args], variables, input: "");
        while (await cli._process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            cli._lines.Add(line);
            if (line.Contains("Ctrl+C"))
            {
                return (cli, new Uri(cli.Row("health")!, "/"));
            }
        }

        throw new InvalidOperationException(await cli._errors);
    }

    /// <summary>Starts <c>guard</c> and returns when it says that it is ready.</summary>
    public static async Task<(CliProcess Cli, Uri Address)> GuardAsync(string folder, string[] args, params (string Name, string Value)[] variables)
    {
        var cli = Start(folder, ["guard", .. args], variables, input: "");
        while (await cli._process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            cli._lines.Add(line);
            if (line.Contains("Ctrl+C"))
            {
                return (cli, cli.Row("at")!);
            }
        }

        throw new InvalidOperationException(await cli._errors);
    }

    /// <summary>What it printed until it was ready, and, where it was asked to stop, until it ended.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The address in the row of this name, or null.</summary>
    public Uri? Row(string name) =>
        _lines.FirstOrDefault(line => line.TrimStart().StartsWith(name + " ", StringComparison.Ordinal)) is { } line
            ? new Uri(line.Trim().Split(' ')[^1])
            : null;

    /// <summary>Sends it a signal, as an operator does.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    public async Task<int> StopAsync(string signal = "TERM")
    {
        await SignalAsync(signal);
        _lines.AddRange((await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience)).Split('\n'));
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static CliProcess Start(string folder, string[] args, (string Name, string Value)[] variables, string input)
    {
        // Whoever runs the tests may ignore signals (nohup does), and what is ignored is inherited.
        var start = new ProcessStartInfo("env", ["--default-signal=HUP,INT,TERM", "dotnet", typeof(Seaworthy.Cli.ExitCode).Assembly.Location, .. args])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in (string[])["ASPNETCORE_ENVIRONMENT", "ENVIRONMENT", "DOTNET_ENVIRONMENT", "PORT", "DATABASE_URL", "LOG_LEVEL", "ASPNETCORE_URLS"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new(process);
    }
}

/// <summary>What came of it.</summary>
internal sealed record CliResult(int Exit, string Output, string Errors)
{
    public int ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => !line.EndsWith('…'));
}
