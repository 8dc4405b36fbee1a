using System.Net.Sockets;
using System.Text;

namespace Seaworthy.Tests.Redis;

/// <summary>The server's end of one connection.</summary>
internal sealed class FakePeer(TcpClient client) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly StreamReader _reader = new(client.GetStream(), Encoding.Latin1);

    /// <summary>Whether the client has asked to be told which keys change.</summary>
    public bool Tracks { get; private set; }

    /// <summary>The words of the next command.</summary>
    public async Task<string[]> CommandAsync()
    {
        var words = new string[int.Parse((await LineAsync())[1..])];
        for (var i = 0; i < words.Length; i++)
        {
            var word = new char[int.Parse((await LineAsync())[1..])];
            await _reader.ReadBlockAsync(word.AsMemory()).AsTask().WaitAsync(Patience);
            words[i] = new string(word);
            await LineAsync();
        }

        return words;
    }

    /// <summary>Reads a command and demands that it is this one.</summary>
    public async Task ExpectAsync(params string[] words) => (await CommandAsync()).ShouldBe(words);

    public async Task SayAsync(string text) => await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Says it in writes of one byte.</summary>
    public async Task SpellAsync(string text)
    {
        client.NoDelay = true;
        foreach (var letter in text)
        {
            await SayAsync(letter.ToString());
        }
    }

    /// <summary>Reads the greeting whole and answers it, however many lines it has.</summary>
    public async Task GreetAsync(string hello)
    {
        while (await CommandAsync() is var words)
        {
            await SayAsync(words switch
            {
                ["HELLO", ..] => hello,
                ["CLIENT", "SETINFO", ..] => "-ERR Unknown subcommand or wrong number of arguments for 'SETINFO'. Try CLIENT HELP.\r\n",
                _ => "+OK\r\n",
            });
            Tracks |= words is ["CLIENT", "TRACKING", "ON"];
            if (words is ["CLIENT", "SETINFO", "LIB-VER", ..])
            {
                return;
            }
        }
    }

    /// <summary>Waits until the client has closed its end.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            while (await _reader.ReadAsync(new char[64]).AsTask().WaitAsync(Patience) > 0)
            {
            }
        }
        catch (IOException)
        {
            // reset instead of closed: it had not read all that was said
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<string> LineAsync() => await _reader.ReadLineAsync().WaitAsync(Patience) ?? throw new IOException("the client has closed the connection");
}
