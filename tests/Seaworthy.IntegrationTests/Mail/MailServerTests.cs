using System.Globalization;
using System.Text.Json.Nodes;
using Seaworthy.Mail;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>Mails as a server that nobody of us has written takes them, encrypted and signed in.</summary>
[Trait("Requirement", "R87")]
[Trait("Server", "SMTP")]
public sealed class MailServerTests : IAsyncLifetime
{
    private const string Login = "shop:p%40ss";
    private readonly PemFiles _files = new();
    private MailServer _server = null!;

    public async Task InitializeAsync()
    {
        _files.Write("mail");
        await File.WriteAllTextAsync(Authority, _files.Root.ExportCertificatePem());
        _server = await MailServer.StartAsync("--tls", _files.Certificate, _files.Key, "--login", "shop", "p@ss");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task Everything_arrives_as_it_was_written()
    {
        await Mailer($"smtp://{Login}@localhost:{_server.Port}").SendAsync(
            new("Ádá <ada@example.com>", "Grüße aus 東京, zum ersten, zum zweiten und zum dritten Mal 🍏", "Liebe Ádá,\n.\n3 = 3 \nEnde\n") { Html = "<p>Liebe Ádá</p>\n" }, default);

        var mail = await _server.NextAsync();
        ((bool)mail["tls"]!, (bool)mail["signed_in"]!, (string)mail["from"]!, (string)mail["to"]![0]!).ShouldBe((true, true, "shop@example.com", "ada@example.com"));
        (Header(mail, "Subject"), Header(mail, "From"), Header(mail, "To")).ShouldBe(
            ("Grüße aus 東京, zum ersten, zum zweiten und zum dritten Mal 🍏", "\"Shop, the best\" <shop@example.com>", "Ádá <ada@example.com>"));
        ((string)mail["text"]!, (string)mail["html"]!).ShouldBe(("Liebe Ádá,\n.\n3 = 3 \nEnde\n", "<p>Liebe Ádá</p>\n"));
    }

    [Fact]
    public async Task Tls_from_the_first_byte_goes_too()
    {
        await using var server = await MailServer.StartAsync("--tls", _files.Certificate, _files.Key, "--at-once");

        await Mailer($"smtps://localhost:{server.Port}").SendAsync(new("ada@example.com", "Hello", "text"), default);

        Header(await server.NextAsync(), "Subject").ShouldBe("Hello");
    }

    [Theory]
    [InlineData("never@example.com", MailFailure.Refused)]
    [InlineData("later@example.com", MailFailure.NotNow)]
    public async Task What_it_refuses_for_good_and_for_now_is_known(string to, MailFailure failure) =>
        (await Should.ThrowAsync<MailException>(() => Mailer($"smtp://{Login}@localhost:{_server.Port}").SendAsync(new(to, "Hello", ""), default))).Failure.ShouldBe(failure);

    [Fact]
    public async Task A_wrong_password_is_told_and_may_be_mended()
    {
        var failed = await Should.ThrowAsync<MailException>(() => Mailer($"smtp://shop:wrong@localhost:{_server.Port}").SendAsync(new("ada@example.com", "Hello", ""), default));

        failed.Failure.ShouldBe(MailFailure.NotNow);
        failed.Message.ShouldContain("does not take the user and password of SMTP_URL: 535");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_gets_no_password()
    {
        var failed = await Should.ThrowAsync<MailException>(
            () => Mailer($"smtp://{Login}@localhost:{_server.Port}", authority: null).SendAsync(new("ada@example.com", "Hello", ""), default));

        failed.Failure.ShouldBe(MailFailure.NotNow);
        failed.Message.ShouldContain("did not agree on TLS");
    }

    private string Authority => Path.Combine(Path.GetDirectoryName(_files.Certificate)!, "root.pem");

    private SmtpMailer Mailer(FormattableString url) => Mailer(url, Authority);

    private static SmtpMailer Mailer(FormattableString url, string? authority)
    {
        SmtpAddress.TryParse(url.ToString(CultureInfo.InvariantCulture), out var address, out _).ShouldBeTrue();
        var options = new MailOptions { Tls = SmtpTls.Required, CertificateAuthorityFile = authority };
        return new(SmtpServer.Of(address!, options), Mailbox.Parse("\"Shop, the best\" <shop@example.com>")!, TimeProvider.System);
    }

    private static string Header(JsonNode mail, string name) => (string)mail["headers"]![name]!;
}
