using System.Diagnostics;

namespace Seaworthy.Testing;

/// <summary>A RabbitMQ that a test has for itself and may stop, kill and look into.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private readonly string _folder;

    private RabbitMqServer(string folder, string url) => (_folder, Url) = (folder, url);

    public string Url { get; }

    public static async Task<RabbitMqServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;
        return new(folder, await ScriptAsync("start", folder));
    }

    public Task StopAsync() => ScriptAsync("stop", _folder);

    /// <summary>Starts it again where it was, with what it had.</summary>
    public Task StartAgainAsync() => ScriptAsync("start", _folder);

    /// <summary>Kills it with -9.</summary>
    public Task KillAsync() => ScriptAsync("kill", _folder);

    /// <summary>Lets it answer nothing until it is told to go on.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task GoOnAsync() => SignalAsync("CONT");

    /// <summary>Says a command of rabbitmqctl; what it printed.</summary>
    public Task<string> ControlAsync(params string[] words) => ScriptAsync(["ctl", _folder, .. words]);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", (await File.ReadAllTextAsync(Path.Combine(_folder, "node.pid"))).Trim()]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private static async Task<string> ScriptAsync(params string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Path("tests/servers"), "rabbitmq.sh"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? (await said).Trim() : throw new InvalidOperationException($"rabbitmq.sh {string.Join(' ', arguments)}: {await wrong}");
    }
}
