namespace Seaworthy.EntityFrameworkCore.Idempotency;

/// <summary>A key with the answer that was committed under it. Written and read by statements of our own; EF Core knows it for the model's sake.</summary>
internal sealed class IdempotencyKeyRow
{
    public required byte[] Id { get; init; }

    public required byte[] Request { get; init; }

    public required int Status { get; init; }

    public byte[]? Body { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public string? Etag { get; init; }

    public required bool IsTurn { get; init; }

    public required DateTime ExpiresAt { get; init; }
}
