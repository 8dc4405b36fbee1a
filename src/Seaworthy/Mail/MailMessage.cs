namespace Seaworthy.Mail;

/// <summary>One mail to one person.</summary>
/// <param name="To">Whose e-mail: <c>ada@example.com</c> or <c>Ada &lt;ada@example.com&gt;</c>.</param>
/// <param name="Subject">One line, in any script.</param>
/// <param name="Text">The rest, in any script.</param>
public sealed record MailMessage(string To, string Subject, string Text)
{
    /// <summary>The same as HTML, for programs that show such. Null (default): text alone.</summary>
    public string? Html { get; init; }
}
