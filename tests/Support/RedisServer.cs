using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Seaworthy.Redis;

namespace Seaworthy.Testing;

/// <summary>A redis-server: the one that <c>./test</c> started, or one that a test has for itself and may stop, freeze and empty.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string ServerVariable = "SEAWORTHY_TEST_REDIS";
    private readonly string? _folder;
    private readonly string[] _arguments;

    private RedisServer(string? folder, string[] arguments, string url) => (_folder, _arguments, Url) = (folder, arguments, new Uri(url));

    public Uri Url { get; }

    /// <summary>Options that lead here, with deadlines that a busy machine keeps.</summary>
    public RedisOptions Options => new() { Url = Url.ToString(), CallTimeoutMs = 10_000, TrackedSilenceMs = 10_000 };

    /// <summary>The one that all share. Keys must be a test's own.</summary>
    public static RedisServer Shared() => new(null, [], Environment.GetEnvironmentVariable(ServerVariable)
        ?? throw new InvalidOperationException($"{ServerVariable} is not set. Start one: export {ServerVariable}=$(tests/servers/redis.sh start DIR)"));

    /// <summary>One of a test's own.</summary>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;
        return new(folder, arguments, await ScriptAsync(["start", folder, .. arguments]));
    }

    /// <summary>A client that is up.</summary>
    public async Task<RedisClient> ConnectAsync(RedisOptions? options = null, Seaworthy.Redis.Connection.ITrackingListener? listener = null)
    {
        var client = new RedisClient(options ?? Options, listener);
        client.Start();
        await client.WaitUntilUpAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return client;
    }

    /// <summary>Ends it, with all that it knew.</summary>
    public async Task StopAsync() => await ScriptAsync("stop", _folder!);

    /// <summary>Starts it again, empty, where it was.</summary>
    public async Task StartAgainAsync() => await ScriptAsync(["start", _folder!, .. _arguments], Url.Port);

    /// <summary>Lets it answer nothing until it is told to go on.</summary>
    public void Freeze() => Signal("STOP");

    public void GoOn() => Signal("CONT");

    /// <summary>Says a command on a connection of its own; the first line of the answer.</summary>
    public async Task<string> SayAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Url.Host, Url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        using var reader = new StreamReader(client.GetStream());
        return (await reader.ReadLineAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await StopAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", File.ReadAllText(Path.Combine(_folder!, "pid")).Trim()]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    private static Task<string> ScriptAsync(params string[] arguments) => ScriptAsync(arguments, null);

    private static async Task<string> ScriptAsync(string[] arguments, int? port)
    {
        var start = new ProcessStartInfo(Repository.Path("tests/servers/redis.sh"), arguments) { RedirectStandardOutput = true };
        if (port is not null)
        {
            start.Environment["SERVER_PORT"] = port.ToString();
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return said.Trim();
    }
}
