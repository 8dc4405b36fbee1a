namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>An event that was published and not sent. Written and read by statements of our own; EF Core knows it for the model's sake.</summary>
internal sealed class OutboxRow
{
    /// <summary>In the order of publishing, as far as one transaction has waited for another.</summary>
    public long Id { get; init; }

    public required Guid Event { get; init; }

    public required string Contract { get; init; }

    public required string Key { get; init; }

    public required string Body { get; init; }

    public long? Tenant { get; init; }

    public string? Subject { get; init; }

    public string? Trace { get; init; }

    public required DateTime PublishedAt { get; init; }

    /// <summary>When it may be sent; later than it was published when it was refused.</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>How often it was refused.</summary>
    public required int Refused { get; init; }

    public string? Error { get; init; }
}
