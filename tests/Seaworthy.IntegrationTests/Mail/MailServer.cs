using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>Debian's aiosmtpd in a process of its own: a mail server that nobody of us has written.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly Process _process;

    private MailServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<MailServer> StartAsync(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "servers", "smtp.py"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync() is { } first)
        {
            return new(process, (int)JsonNode.Parse(first)!["port"]!);
        }

        throw new InvalidOperationException($"The mail server did not start. To install it: apt-get install python3-aiosmtpd. {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>The next mail, as Python has read it.</summary>
    public async Task<JsonNode> NextAsync() => JsonNode.Parse((await _process.StandardOutput.ReadLineAsync())!)!;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
