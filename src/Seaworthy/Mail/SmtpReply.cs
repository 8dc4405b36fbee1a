namespace Seaworthy.Mail;

/// <summary>What the server said to one command.</summary>
/// <param name="Code">Three digits (RFC 5321, 4.2).</param>
/// <param name="Lines">What stands behind them.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsGood => Code is >= 200 and < 300;

    public bool GoesOn => Code is >= 300 and < 400;

    /// <summary>This mail is not taken, and never will be. What it says of us and not of the mail (530 to 538: who we are, whether encrypted) may be mended.</summary>
    public bool IsForGood => Code is >= 500 and < 600 and not (>= 530 and <= 538);

    public override string ToString() => $"{Code} {string.Join(" / ", Lines)}";
}
