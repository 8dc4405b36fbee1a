using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Mail;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Mail;

[Trait("Requirement", "R87")]
public sealed class FileMailerTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("seaworthy-").FullName, "mail");
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task A_mail_is_a_file_that_its_owner_alone_may_read()
    {
        await Mailer().SendAsync(new("ada@example.com", "Hello", "One line\nand another"), default);

        var file = Directory.GetFiles(_folder).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldStartWith("20260102T030405.000-");
        var lines = (await File.ReadAllTextAsync(file)).Split("\r\n");
        lines[..4].ShouldBe(["From: shop@example.com", "To: ada@example.com", "Subject: Hello", "Date: Fri, 02 Jan 2026 03:04:05 +0000"]);
        lines[5..].ShouldBe(["Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", "One line", "and another"]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Who_is_no_address_gets_no_mail() =>
        (await Should.ThrowAsync<MailException>(() => Mailer().SendAsync(new("ada@example.com\r\nBcc: eve@example.com", "Hello", ""), default))).Failure.ShouldBe(MailFailure.Refused);

    [Fact]
    public async Task The_oldest_go_when_there_are_too_many()
    {
        Directory.CreateDirectory(_folder);
        for (var n = 0; n < FileMailer.Most; n++)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, $"2025{n:0000}.eml"), "");
        }

        await Mailer().SendAsync(new("ada@example.com", "Hello", ""), default);

        var names = Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)).ToList();
        (names.Count, names.Contains("20250000.eml"), names.Contains("20250001.eml")).ShouldBe((FileMailer.Most, false, true));
    }

    [Fact]
    public async Task An_applications_own_mailer_stays()
    {
        await using var app = TestApp.Build(
            builder =>
            {
                builder.Services.AddSingleton<IMailer, Own>();
                builder.AddSeaworthy();
            },
            app => app.UseSeaworthy());

        app.Services.GetRequiredService<IMailer>().ShouldBeOfType<Own>();
    }

    private FileMailer Mailer() => new(_folder, Mailbox.Parse("shop@example.com")!, _time);

    private sealed class Own : IMailer
    {
        public Task SendAsync(MailMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
