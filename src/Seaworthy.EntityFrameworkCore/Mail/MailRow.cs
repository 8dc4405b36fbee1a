namespace Seaworthy.EntityFrameworkCore.Mail;

/// <summary>What is known of the mail of a key. Written and read by statements of our own; EF Core knows it for the model's sake. The mail itself is not in it.</summary>
internal sealed class MailRow
{
    public required string Key { get; init; }

    /// <summary>One of <see cref="MailState"/>.</summary>
    public required int State { get; init; }

    /// <summary>The job that sends it: no other one does.</summary>
    public required Guid Job { get; init; }

    /// <summary>Until when it is known that the key was used.</summary>
    public required DateTime KeepUntil { get; init; }
}
