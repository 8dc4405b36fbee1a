namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>That a consumer has received an event: a second time it is dropped.</summary>
internal sealed class InboxRow
{
    public required string Consumer { get; init; }

    public required Guid Event { get; init; }

    public required DateTime ReceivedAt { get; init; }
}
