using System.Collections.Concurrent;
using System.Threading.Channels;
using Seaworthy.Mail;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>Takes the mails, for a test to read.</summary>
internal sealed class Letterbox : IMailer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Channel<MailMessage> _mails = Channel.CreateUnbounded<MailMessage>();
    private readonly ConcurrentQueue<MailMessage> _all = new();

    /// <summary>To whom nothing can be sent.</summary>
    public string? Refuses { get; set; }

    public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        if (message.To == Refuses)
        {
            throw new IOException($"nobody takes mail for {message.To}");
        }

        _all.Enqueue(message);
        _mails.Writer.TryWrite(message).ShouldBeTrue();
        return Task.CompletedTask;
    }

    /// <summary>The next mail to somebody; those to others before it are gone.</summary>
    public async Task<MailMessage> NextAsync(string to)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var mail = await _mails.Reader.ReadAsync(patience.Token);
            if (mail.To == to)
            {
                return mail;
            }
        }
    }

    /// <summary>What all mails to somebody were about, read or not.</summary>
    public IReadOnlyList<string> SubjectsTo(string to) => [.. _all.Where(mail => mail.To == to).Select(mail => mail.Subject)];

    /// <summary>What the next mail to somebody lets him do.</summary>
    public async Task<string> SecretAsync(string to) =>
        (await NextAsync(to)).Text.Split('\n').Select(line => line.Trim()).Single(line => line.Length == 43 && !line.Contains(' '));
}
