using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Seaworthy.Cli.Hosting;

namespace Seaworthy.Cli.Processes;

/// <summary>One <c>serve</c> of several: it can be started again, its lines have its name before them, and it ends when its standard input does, so that none outlives whoever started it.</summary>
/// <param name="name">What it serves.</param>
/// <param name="port">Where.</param>
/// <param name="arguments">More of its command line.</param>
/// <param name="variables">What differs from this process's environment.</param>
/// <param name="width">How wide names are.</param>
/// <param name="terminal">Where its lines go.</param>
internal sealed class ChildProcess(string name, int port, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> variables, int width, Terminal terminal) : IDisposable
{
    private Process? _process;

    /// <summary>What it serves.</summary>
    public string Name => name;

    /// <summary>Where it is served.</summary>
    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");

    /// <summary>Its number; another one each time that it is started.</summary>
    public int Id => _process!.Id;

    /// <summary>The last exit code.</summary>
    public int ExitCode => _process?.ExitCode ?? Cli.ExitCode.Environment;

    /// <summary>Starts it. False where it cannot be started, or ended before it was ready; why has been told.</summary>
    public async Task<bool> StartAsync()
    {
        try
        {
            var started = Process.Start(Description())!;
            _process?.Dispose();
            _process = started;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            // A machine may have no room for one more just now.
            terminal.Progress($"{name} cannot be started: {exception.Message}");
            return false;
        }

        _ = TellAsync(_process.StandardError);
        var output = _process.StandardOutput;
        while (await output.ReadLineAsync() is { } line)
        {
            // What stands above is for whoever starts one alone.
            if (line == StartBlock.LastLine)
            {
                _ = TellAsync(output);
                return true;
            }
        }

        await EndAsync();
        return false;
    }

    /// <summary>Completes when it has ended.</summary>
    public Task EndAsync() => _process!.WaitForExitAsync();

    /// <summary>Lets it finish what it does, as SIGTERM would; ends it where that takes longer than <paramref name="patience"/>.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (_process is not { HasExited: false } running)
        {
            return;
        }

        running.StandardInput.Close();
        try
        {
            await running.WaitForExitAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            terminal.Progress(string.Create(CultureInfo.InvariantCulture, $"{name} has not stopped within {patience.TotalSeconds:0} s and is killed"));
            running.Kill();
            await EndAsync();
        }
    }

    public void Dispose() => _process?.Dispose();

    private ProcessStartInfo Description()
    {
        // By its own launcher, or by dotnet and the assembly.
        var self = Environment.ProcessPath!;
        var assembly = Path.GetFileNameWithoutExtension(self).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? new[] { Environment.GetCommandLineArgs()[0] } : [];
        var start = new ProcessStartInfo(self, [.. assembly, "serve", "--target", name, "--port", port.ToString(CultureInfo.InvariantCulture), "--until-input-ends", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in variables)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    private async Task TellAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            terminal.Progress($"{name.PadRight(width)} | {line}");
        }
    }
}
