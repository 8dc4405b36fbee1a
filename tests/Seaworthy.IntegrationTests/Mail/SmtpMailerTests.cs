using System.Globalization;
using Seaworthy.Mail;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>What is known of a mail when a server does not do as it should.</summary>
[Trait("Requirement", "R87")]
public sealed class SmtpMailerTests : IAsyncLifetime
{
    private const string To = "ada@example.com";
    private readonly ScriptedSmtp _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("", "554 no service here", MailFailure.NotNow)]
    [InlineData("EHLO", "502 what", MailFailure.NotNow)]
    [InlineData("MAIL", "452 full", MailFailure.NotNow)]
    [InlineData("MAIL", "530 sign in first", MailFailure.NotNow)]
    [InlineData("MAIL", "550 your network is on a list", MailFailure.NotNow)]
    [InlineData("MAIL", "553 shop@example.com is not yours", MailFailure.NotNow)]
    [InlineData("MAIL", "552 too large", MailFailure.Refused)]
    [InlineData("RCPT", "450 busy", MailFailure.NotNow)]
    [InlineData("RCPT", "550 no such user: ADA@example.com", MailFailure.Refused)]
    [InlineData("RCPT", "silence", MailFailure.NotNow)]
    [InlineData("RCPT", "hang up", MailFailure.NotNow)]
    [InlineData("DATA", "554 no", MailFailure.Refused)]
    [InlineData(ScriptedSmtp.End, "451 later", MailFailure.NotNow)]
    [InlineData(ScriptedSmtp.End, "554 it is spam", MailFailure.Refused)]
    [InlineData(ScriptedSmtp.End, "hang up", MailFailure.Unknown)]
    [InlineData(ScriptedSmtp.End, "silence", MailFailure.Unknown)]
    [InlineData(ScriptedSmtp.End, "HTTP/1.1 200 OK", MailFailure.Unknown)]
    public async Task Whether_it_may_be_sent_again_is_what_the_server_has_said(string word, string answer, MailFailure failure)
    {
        _server.Answer = asked => asked == word ? answer : null;

        var failed = await Should.ThrowAsync<MailException>(() => Mailer(replyMs: 200).SendAsync(new(To, "Hello", ""), default));

        failed.Failure.ShouldBe(failure);
        failed.Message.ShouldStartWith(_server.Url);
        failed.Message.ShouldNotContain(To, Case.Insensitive);
    }

    [Fact]
    public async Task Who_is_told_to_stop_while_the_server_has_it_does_not_know_either()
    {
        using var stop = new CancellationTokenSource();
        _server.Answer = asked => asked == ScriptedSmtp.End ? "silence" : null;
        _server.Whole = stop.CancelAsync;

        (await Should.ThrowAsync<MailException>(() => Mailer().SendAsync(new(To, "Hello", ""), stop.Token))).Failure.ShouldBe(MailFailure.Unknown);
    }

    [Fact]
    public async Task Nobody_there_is_a_mail_for_later()
    {
        await _server.DisposeAsync();

        (await Should.ThrowAsync<MailException>(() => Mailer().SendAsync(new(To, "Hello", ""), default))).Failure.ShouldBe(MailFailure.NotNow);
    }

    [Fact]
    public async Task A_line_that_is_a_dot_ends_nothing()
    {
        await Mailer().SendAsync(new(To, "Hello", "one\n.\n..two\n.three"), default);

        _server.Mails.ShouldHaveSingleItem().ShouldEndWith("\r\n\r\none\r\n.\r\n..two\r\n.three\r\n");
    }

    [Fact]
    public async Task A_mail_that_is_larger_than_the_server_takes_is_not_sent_at_all()
    {
        var failed = await Should.ThrowAsync<MailException>(() => Mailer().SendAsync(new(To, "Hello", new string('x', 100_001)), default));

        (failed.Failure, _server.Mails.Count).ShouldBe((MailFailure.Refused, 0));
        failed.Message.ShouldContain("takes mails of up to 100000 bytes");
    }

    [Theory]
    [InlineData(null, "offers no STARTTLS")]
    [InlineData("220 go on\r\n250 said by somebody in between", "said more than was asked before it was encrypted")]
    public async Task What_must_be_encrypted_is_not_sent_otherwise(string? answer, string why)
    {
        _server.Answer = asked => asked == "EHLO" && answer is not null ? "250-scripted\r\n250 STARTTLS" : asked == "STARTTLS" ? answer : null;

        var failed = await Should.ThrowAsync<MailException>(() => Mailer(tls: SmtpTls.Required).SendAsync(new(To, "Hello", ""), default));

        failed.Failure.ShouldBe(MailFailure.NotNow);
        failed.Message.ShouldContain(why);
    }

    private SmtpMailer Mailer(int replyMs = 10_000, SmtpTls tls = SmtpTls.Auto)
    {
        SmtpAddress.TryParse(string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_server.Port}"), out var address, out _).ShouldBeTrue();
        var options = new MailOptions { Tls = tls, ReplyTimeoutMs = replyMs, AcceptTimeoutMs = replyMs };
        return new(SmtpServer.Of(address!, options), Mailbox.Parse("shop@example.com")!, TimeProvider.System);
    }
}
