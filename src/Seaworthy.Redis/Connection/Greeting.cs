using System.Globalization;
using System.Text;
using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>The first words on a socket, all in one write: who we are, which database, what is tracked. Their answers decide whether it is used.</summary>
internal sealed class Greeting(PipelineSettings settings)
{
    private const int LeastVersion = 7;

    private readonly List<(string[] Words, bool IsWish)> _lines = Lines(settings);

    /// <summary>Says it and reads the answers; what came behind them stays in the buffer.</summary>
    /// <exception cref="RedisException">Redis will not have us, or is not one that can be used.</exception>
    public async Task ExchangeAsync(Wire wire, ReceiveBuffer buffer)
    {
        await wire.SendAsync(Written());
        var scanner = new RespScanner(settings.Limits);
        foreach (var (words, isWish) in _lines)
        {
            int length;
            while ((length = buffer.Unread.IsEmpty ? 0 : scanner.Scan(buffer.Unread)) == 0)
            {
                var received = await wire.ReceiveAsync(buffer.Room());
                buffer.Received(received > 0 ? received : throw Refused("it closed the connection", words));
            }

            Check(buffer.Unread[..length], words, isWish);
            buffer.Read(length);
        }
    }

    private static List<(string[] Words, bool IsWish)> Lines(PipelineSettings settings)
    {
        var address = settings.Address;
        string[] login = address.Password is null && address.User is null ? [] : ["AUTH", address.User ?? "default", address.Password ?? ""];
        List<(string[], bool)> lines = [(["HELLO", "3", .. login, "SETNAME", settings.ClientName], false)];
        if (address.Database != 0)
        {
            lines.Add((["SELECT", address.Database.ToString(CultureInfo.InvariantCulture)], false));
        }

        if (settings.Listener is not null)
        {
            string[] all = settings.Prefixes.Count == 0 ? [] : ["BCAST", .. settings.Prefixes.SelectMany(prefix => new[] { "PREFIX", prefix })];
            lines.Add((["CLIENT", "TRACKING", "ON", .. all], false));
        }

        // Since 7.2, for CLIENT LIST. NO-TOUCH is not asked for: with it Redis would evict what is read most.
        var version = typeof(Greeting).Assembly.GetName().Version!.ToString(3);
        lines.Add((["CLIENT", "SETINFO", "LIB-NAME", "seaworthy"], true));
        lines.Add((["CLIENT", "SETINFO", "LIB-VER", version], true));
        return lines;
    }

    private byte[] Written()
    {
        var texts = _lines.ConvertAll(line => Array.ConvertAll(line.Words, Encoding.UTF8.GetBytes));
        var bytes = new byte[texts.Sum(line => line.Sum(word => RespWriter.MostFor(word.Length)) + RespWriter.MostFor(0))];
        var writer = new RespWriter(bytes);
        foreach (var line in texts)
        {
            writer.Array(line.Length);
            foreach (var word in line)
            {
                writer.Bulk(word);
            }
        }

        return bytes[..writer.Written];
    }

    private void Check(ReadOnlySpan<byte> frame, string[] words, bool isWish)
    {
        var reply = new RespReader(frame);
        reply.Read();
        if (reply.IsError && !isWish)
        {
            var error = ServerError.From(reply.Value, settings.Address);
            throw new RedisException(RedisFailure.Server, $"{error.Message}. {Repair(error, words)}") { Code = error.Code, IsTransient = error.IsTransient };
        }

        if (words[0] == "HELLO")
        {
            Check(HelloReply.Read(ref reply), words);
        }
    }

    private void Check(HelloReply said, string[] words)
    {
        if (said.Version < LeastVersion)
        {
            throw new RedisException(RedisFailure.Server, $"{settings.Address} is version {said.Version}; use {LeastVersion} or later: before it, news of changed keys can come inside of replies.");
        }

        if (!said.IsPrimary)
        {
            // While a failover goes on its name may still lead to the old primary: the next attempt asks for it again.
            throw Refused("it is a replica and takes no writes; its name is asked for again", words);
        }
    }

    private static string Repair(RedisException error, string[] words) => (error.Code, words[0]) switch
    {
        ("WRONGPASS", _) or ("NOAUTH", _) => "Check user and password in the URL: redis://user:password@host.",
        ("NOPERM", _) => $"Its user needs the right to {words[0]} {(words[0] == "CLIENT" ? words[1] : "")}".TrimEnd() + ".",
        (_, "SELECT") => $"The URL asks for database {words[1]}; use one that is there, such as /0.",
        (_, "HELLO") => $"Use Redis {LeastVersion} or later: it must speak RESP3.",
        _ => $"It was asked: {words[0]}.",
    };

    private RedisException Refused(string why, string[] words) =>
        new(RedisFailure.Unavailable, $"{settings.Address}: {why} while it was greeted ({words[0]}).") { IsTransient = true };
}
