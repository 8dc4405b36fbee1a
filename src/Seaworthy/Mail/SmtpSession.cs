using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Seaworthy.Mail;

/// <summary>
/// A conversation with a mail server, opened up to where it takes mail: greeted, encrypted where it must be, signed in (RFC 5321, 3207, 4954).
/// Whatever fails in here leaves the mail where it is: it is <see cref="MailFailure.NotNow"/>.
/// </summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private readonly SmtpServer _server;
    private readonly SmtpConnection _connection;
    private readonly TimeProvider _time;
    private IReadOnlyList<string> _offers = [];

    private SmtpSession(SmtpServer server, SmtpConnection connection, TimeProvider time) => (_server, _connection, _time) = (server, connection, time);

    public static async Task<SmtpSession> OpenAsync(SmtpServer server, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = await BoundedAsync(
            server, time, "let us in", server.ConnectMs, ct => SmtpConnection.OpenAsync(server.Address.Host, server.Address.Port, ct), cancellationToken);
        var session = new SmtpSession(server, connection, time);
        try
        {
            await session.BeginAsync(cancellationToken);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the server says to an extension's name (RFC 5321, 2.2): the words behind it, or null where it does not have it.</summary>
    public string? Offer(string extension)
    {
        var offer = _offers.FirstOrDefault(offer => offer.Split(' ')[0].Equals(extension, StringComparison.OrdinalIgnoreCase));
        return offer?[extension.Length..].Trim();
    }

    public async Task<SmtpReply> SayAsync(string command, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(command + "\r\n");
        return await BoundedAsync(_server, _time, $"answer {command.Split(' ')[0]}", _server.ReplyMs, async ct =>
        {
            await _connection.WriteAsync(bytes, ct);
            return await _connection.ReadAsync(ct);
        }, cancellationToken);
    }

    /// <summary>Sends what no answer comes to.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => BoundedAsync(_server, _time, "take the mail", _server.AcceptMs, async ct =>
    {
        await _connection.WriteAsync(bytes, ct);
        return true;
    }, cancellationToken);

    /// <summary>Sends the last bytes of a mail and hears what becomes of it.</summary>
    public Task<SmtpReply> EndAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => BoundedAsync(_server, _time, "say whether it has taken the mail", _server.AcceptMs, async ct =>
    {
        await _connection.WriteAsync(bytes, ct);
        return await _connection.ReadAsync(ct);
    }, cancellationToken);

    /// <summary>
    /// Says goodbye, and does not wait for an answer: what was taken is to be written down at once. How a conversation ends is nothing to anybody.
    /// </summary>
    public async Task QuitAsync()
    {
        try
        {
            await _connection.WriteAsync("QUIT\r\n"u8.ToArray(), CancellationToken.None);
        }
        catch (IOException)
        {
            // The server was quicker.
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_server.Address.IsEncrypted)
        {
            await EncryptAsync(cancellationToken);
        }

        Expect(await BoundedAsync(_server, _time, "greet", _server.ConnectMs, _connection.ReadAsync, cancellationToken), "greets with");
        await GreetAsync(cancellationToken);
        if (_server.MustEncrypt)
        {
            if (Offer("STARTTLS") is null)
            {
                throw NotNow("offers no STARTTLS, and the way to it must be encrypted: say smtps://, mend the server, or set Mail:Tls=Off where nobody else is on the way");
            }

            Expect(await SayAsync("STARTTLS", cancellationToken), "answers STARTTLS with");
            await EncryptAsync(cancellationToken);
            await GreetAsync(cancellationToken); // what it offered before, anybody could have said
        }

        if (_server.Address is { User: { } user, Password: { } password })
        {
            await SignInAsync(user, password, cancellationToken);
        }
    }

    private async Task GreetAsync(CancellationToken cancellationToken) => _offers = [.. Expect(await SayAsync($"EHLO {_connection.OwnName}", cancellationToken), "answers EHLO with").Lines.Skip(1)];

    private async Task EncryptAsync(CancellationToken cancellationToken) => await BoundedAsync(_server, _time, "agree on TLS", _server.ConnectMs, async ct =>
    {
        await _connection.EncryptAsync(_server.Address.Host, _server.AuthorityFile, ct);
        return true;
    }, cancellationToken);

    private async Task SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        var ways = (Offer("AUTH") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            Expect(await SayAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", cancellationToken), "does not take the user and password of SMTP_URL:");
        }
        else if (ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            await SayAsync("AUTH LOGIN", cancellationToken);
            await SayAsync(Base64(user), cancellationToken);
            Expect(await SayAsync(Base64(password), cancellationToken), "does not take the user and password of SMTP_URL:");
        }
        else
        {
            throw NotNow($"offers no way to sign in that we know (PLAIN, LOGIN): {(ways.Length == 0 ? "none" : string.Join(", ", ways))}");
        }
    }

    private SmtpReply Expect(SmtpReply reply, string what) => reply.IsGood ? reply : throw NotNow($"{what} {reply}");

    private MailException NotNow(string what) => new(MailFailure.NotNow, $"{_server} {what}");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<T> BoundedAsync<T>(
        SmtpServer server, TimeProvider time, string what, int ms, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(ms), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailException(MailFailure.NotNow, $"{server} did not {what} within {ms} ms");
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or InvalidDataException)
        {
            throw new MailException(MailFailure.NotNow, $"{server} did not {what}: {exception.Message}", exception);
        }
    }
}
