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
        (await File.ReadAllTextAsync(file)).ShouldBe(
            "From: shop@example.com\r\nTo: ada@example.com\r\nSubject: Hello\r\nDate: Fri, 02 Jan 2026 03:04:05 GMT\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n\r\nOne line\r\nand another");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_line_break_makes_no_header()
    {
        await Mailer().SendAsync(new("ada@example.com\r\nBcc: eve@example.com", "Hello\nX: y", ""), default);

        var lines = await File.ReadAllLinesAsync(Directory.GetFiles(_folder).Single());
        lines.ShouldContain("To: ada@example.comBcc: eve@example.com");
        lines.ShouldContain("Subject: HelloX: y");
    }

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

    private FileMailer Mailer() => new(_folder, "shop@example.com", _time);

    private sealed class Own : IMailer
    {
        public Task SendAsync(MailMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
