using Seaworthy.Hosting.Settings;
using Seaworthy.Mail;

namespace Seaworthy.Tests.Mail;

[Trait("Requirement", "R87")]
public sealed class MailTemplateTests : IDisposable
{
    private static readonly Dictionary<string, Func<string, string>> Values = new() { ["name"] = name => name, ["length"] = name => $"{name.Length}" };
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;

    private static MailTemplate<string> Hello { get; } = new("hello", "Hello {{name}}", "Dear {{ name }},\nyour name has {{length}} letters.", "<p>{{name}}</p>", Values);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_filled_in_is_no_markup_in_the_html_and_itself_in_the_text()
    {
        var mail = new MailTemplates(null, [Hello]).Write(Hello, "ada@example.com", "<b>A&B</b>\nx");

        mail.ShouldBe(new("ada@example.com", "Hello <b>A&B</b>\nx", "Dear <b>A&B</b>\nx,\nyour name has 12 letters.") { Html = "<p>&lt;b&gt;A&amp;B&lt;/b&gt;<br>\nx</p>" });
    }

    [Fact]
    public void What_is_filled_in_is_not_filled_in_itself() =>
        new MailTemplates(null, [Hello]).Write(Hello, "ada@example.com", "{{length}}").Subject.ShouldBe("Hello {{length}}");

    [Theory]
    [InlineData("Hello {{nam}}", "it says {{nam}}, and there is only {{name}}, {{length}}")]
    [InlineData("Hello {{name", "a {{ has no }} behind it")]
    public void A_name_that_is_none_is_told_when_the_template_is_made(string subject, string fault) =>
        Should.Throw<ArgumentException>(() => new MailTemplate<string>("hello", subject, "", null, Values)).Message.ShouldContain($"The mail template hello cannot be filled in: {fault}.");

    [Fact]
    public async Task Files_have_other_words()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "hello.txt"), "Subject: Hallo {{name}}\r\n\r\nLiebe {{name}}!\r\n");

        new MailTemplates(_folder, [Hello]).Write(Hello, "ada@example.com", "Ada").ShouldBe(new("ada@example.com", "Hallo Ada", "Liebe Ada!\n"));
    }

    [Theory]
    [InlineData("hello.txt", "Subject: {{who}}\n\nx", "it says {{who}}, and there is only {{name}}, {{length}}")]
    [InlineData("hello.txt", "Hallo {{name}}", "hello.txt must begin with a line 'Subject: …' and an empty one")]
    [InlineData("hello.html", "<p>{{name}}</p>", "there is a hello.html and no hello.txt, which has the subject and the text")]
    public async Task A_file_that_cannot_be_used_stops_the_start(string file, string content, string fault)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, file), content);

        var stopped = Should.Throw<SettingsException>(() => TestApp.Build(
            builder =>
            {
                builder.Services.AddMailTemplate(Hello);
                builder.AddSeaworthy();
            },
            app => app.UseSeaworthy(), ("Seaworthy:Mail:Templates", _folder)));

        stopped.Message.ShouldContain($"Seaworthy:Mail:Templates = {_folder}   template hello cannot be used: {fault}");
    }
}
