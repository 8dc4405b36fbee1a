using System.Text;
using Seaworthy.Mail;

namespace Seaworthy.Tests.Mail;

[Trait("Requirement", "R87")]
public sealed class MailContentTests
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_subject_of_any_script_is_written_in_words_that_are_cut_between_letters()
    {
        var subject = string.Concat(Enumerable.Repeat("Grüße 東京 🍏 ", 12)).Trim();

        var header = Header(Written(new("ada@example.com", subject, "")), "Subject");

        var words = header.Split("\r\n ");
        words.ShouldAllBe(word => word.Length <= 75 && word.StartsWith("=?utf-8?B?") && word.EndsWith("?="));
        words.Length.ShouldBeGreaterThan(3);
        string.Concat(words.Select(word => Strict.GetString(Convert.FromBase64String(word[10..^2])))).ShouldBe(subject);
    }

    [Theory]
    [InlineData("Hello\r\nBcc: eve@example.com", "HelloBcc: eve@example.com")]
    [InlineData("Hello\nX: y", "HelloX: y")]
    [InlineData("=?utf-8?Q?not_ours?=", "=?utf-8?B?PT91dGYtOD9RP25vdF9vdXJzPz0=?=")]
    public void A_subject_makes_no_header_of_its_own_and_is_read_as_it_was_written(string subject, string header) =>
        Header(Written(new("ada@example.com", subject, "")), "Subject").ShouldBe(header);

    [Fact]
    public void A_name_before_an_address_is_one_word_whatever_is_in_it()
    {
        var mail = Encoding.UTF8.GetString(MailContent.Write(new("x", "", ""), Mailbox.Parse("\"Shop, the \\\"best\\\"\" <shop@example.com>")!, Mailbox.Parse("Ádá <ada@münchen.example>")!, Now));

        Header(mail, "From").ShouldBe("\"Shop, the \\\"best\\\"\" <shop@example.com>");
        Header(mail, "To").ShouldBe("=?utf-8?B?w4Fkw6E=?= <ada@xn--mnchen-3ya.example>");
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("@example.com")]
    [InlineData("ada@example.com\r\nRCPT TO:<eve@example.com>")]
    [InlineData("ada@example.com, eve@example.com")]
    [InlineData("<ada@example.com> SIZE=1")]
    [InlineData("")]
    public void What_would_be_more_than_one_address_is_none(string text) => Mailbox.Parse(text).ShouldBeNull();

    [Fact]
    public void Text_that_a_server_need_not_take_as_it_is_is_quoted_in_short_lines()
    {
        var text = $"Äpfel = 3 \n{new string('x', 1200)}\n.\nend\0";

        var mail = Written(new("ada@example.com", "", text));

        Header(mail, "Content-Transfer-Encoding").ShouldBe("quoted-printable");
        var body = mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        body.Split("\r\n").ShouldAllBe(line => line.Length <= 76 && Ascii.IsValid(line));
        body.ShouldStartWith("=C3=84pfel =3D 3=20\r\n");
        body.ShouldEndWith("\r\n.\r\nend=00");
    }

    [Fact]
    public void Html_stands_behind_the_text_that_says_the_same()
    {
        var mail = Written(new("ada@example.com", "", "plain") { Html = "<p>rich</p>" });

        var boundary = Header(mail, "Content-Type").Split('"')[1];
        mail.Split($"--{boundary}").Skip(1).Select(part => part.Trim('\r', '\n')).ShouldBe(
            ["Content-Type: text/plain; charset=utf-8\r\n\r\nplain", "Content-Type: text/html; charset=utf-8\r\n\r\n<p>rich</p>", "--"]);
    }

    private static string Written(MailMessage mail) => Encoding.UTF8.GetString(MailContent.Write(mail, Mailbox.Parse("shop@example.com")!, Mailbox.Of(mail.To), Now));

    private static string Header(string mail, string name)
    {
        var head = "\r\n" + mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)] + "\r\n";
        var value = head[(head.IndexOf($"\r\n{name}: ", StringComparison.Ordinal) + name.Length + 4)..];
        var end = 0;
        do
        {
            end = value.IndexOf("\r\n", end + 1, StringComparison.Ordinal);
        }
        while (end + 2 < value.Length && value[end + 2] == ' ');
        return value[..end];
    }
}
