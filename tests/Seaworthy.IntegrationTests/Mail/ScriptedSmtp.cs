using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>A mail server that answers as a test says, also as no server should.</summary>
internal sealed class ScriptedSmtp : IAsyncDisposable
{
    /// <summary>What the end of a mail is asked for by.</summary>
    public const string End = ".";

    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        [""] = "220 scripted", ["EHLO"] = "250-scripted\r\n250 SIZE 100000", ["DATA"] = "354 go on", ["QUIT"] = "221 bye",
    };

    private readonly CancellationTokenSource _closed = new();
    private readonly TcpListener _listener;
    private readonly Task _accepting;

    public ScriptedSmtp(int port = 0)
    {
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{Port}");

    /// <summary>Mails that came whole, whatever was answered to them.</summary>
    public ConcurrentQueue<string> Mails { get; } = [];

    /// <summary>What is said to a command's first word, "" being the greeting: null for the usual, <c>hang up</c> and <c>silence</c> for what they say.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Called when a mail is whole, before it is answered.</summary>
    public Func<Task> Whole { get; set; } = () => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (!_accepting.IsCompleted)
        {
            await _closed.CancelAsync();
            _listener.Stop();
            await _accepting;
            _closed.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                conversations.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_closed.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        try
        {
            var isOpen = await SayAsync(client, "");
            while (isOpen && await reader.ReadLineAsync(_closed.Token) is { } line)
            {
                var word = line.Split(' ', ':')[0];
                isOpen = await SayAsync(client, word);
                if (word == "DATA" && isOpen && (Answer("DATA") ?? "354").StartsWith("354", StringComparison.Ordinal))
                {
                    Mails.Enqueue(await ReadMailAsync(reader));
                    await Whole();
                    isOpen = await SayAsync(client, End);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The other side has hung up, or the test is over.
        }
    }

    private async Task<string> ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_closed.Token) is { } line and not ".")
        {
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return mail.ToString();
    }

    private async Task<bool> SayAsync(TcpClient client, string word)
    {
        var answer = Answer(word) ?? Usual.GetValueOrDefault(word, "250 fine");
        if (answer == "silence")
        {
            return true;
        }

        if (answer != "hang up")
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(answer + "\r\n"), _closed.Token);
        }

        return answer != "hang up" && word != "QUIT";
    }
}
