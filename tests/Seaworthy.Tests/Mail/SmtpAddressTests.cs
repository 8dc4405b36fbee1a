using Seaworthy.Hosting.Settings;
using Seaworthy.Mail;

namespace Seaworthy.Tests.Mail;

[Trait("Requirement", "R87")]
public sealed class SmtpAddressTests
{
    [Theory]
    [InlineData("smtp://mail.example.com", "smtp://mail.example.com:587", null, null)]
    [InlineData("smtps://mail.example.com", "smtps://mail.example.com:465", null, null)]
    [InlineData("smtp://localhost", "smtp://localhost:25", null, null)]
    [InlineData("smtp://[::1]:1025/", "smtp://[::1]:1025", null, null)]
    [InlineData("smtp://shop%40example.com:p%40ss@w:rd@mail.example.com:2525", "smtp://mail.example.com:2525", "shop@example.com", "p@ss@w:rd")]
    public void A_url_says_where_and_who(string url, string where, string? user, string? password)
    {
        SmtpAddress.TryParse(url, out var address, out _).ShouldBeTrue();

        (address!.ToString(), address.User, address.Password).ShouldBe((where, user, password));
    }

    [Theory]
    [InlineData("smtp://mail.example.com", "", "From = no-reply@localhost   must be an address that mail.example.com may send from")]
    [InlineData("smtps://mail.example.com", "Off", "Tls = Off   contradicts smtps://mail.example.com:465")]
    public void What_settings_say_together_that_no_server_takes_stops_the_start(string url, string tls, string fault) =>
        Should.Throw<SettingsException>(() => TestApp.Build(
            builder => builder.AddSeaworthy(), app => app.UseSeaworthy(), [("SMTP_URL", url), .. tls.Length == 0 ? [] : ((string, string)[])[("Seaworthy:Mail:Tls", tls), ("Seaworthy:Mail:From", "shop@example.com")]]))
            .Message.ShouldContain($"Seaworthy:Mail:{fault}");

    [Theory]
    [InlineData("mail.example.com", "must be smtp://")]
    [InlineData("http://mail.example.com", "must be smtp://")]
    [InlineData("smtp://user:hunter2@", "no host and port")]
    [InlineData("smtp://user:hunter2@host:many", "no host and port")]
    [InlineData("smtp://user:hunter2@host/inbox", "no host and port")]
    [InlineData("smtp://hunter2@host", "a user without a password")]
    public void What_cannot_be_read_is_told_without_its_password(string url, string fault)
    {
        SmtpAddress.TryParse(url, out _, out var told).ShouldBeFalse();

        told.ShouldContain(fault);
        told.ShouldNotContain("hunter2");
    }
}
