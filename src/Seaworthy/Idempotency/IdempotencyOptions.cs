using Seaworthy.Hosting.Settings;

namespace Seaworthy.Idempotency;

/// <summary>How <c>Idempotency-Key</c> is honoured: a POST or PATCH that is sent again with its key has its effect once.</summary>
public sealed class IdempotencyOptions
{
    /// <summary>Honours keys. Default on. Off: the header is ignored, and an endpoint that requires it stops the start.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Hours for which a key and its answer are remembered. Default 24; after them the key is a new one.</summary>
    [InRange(1, 8760)]
    public int KeepHours { get; set; } = 24;

    /// <summary>
    /// Bytes that answers kept in this process may take, for endpoints whose keys are not kept in a database. Default 33554432
    /// (32 MiB). At the bound the oldest go before their time.
    /// </summary>
    [InRange(1_048_576, 1_099_511_627_776)]
    public long MemoryBytes { get; set; } = 33_554_432;
}
