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
    /// Names of cookies by which an API behind <c>seaworthy guard</c> knows its callers, with commas between: who sends one is known by it, wherever he is. Default none: who
    /// sends nothing but cookies is known by his address. What else browsers send in <c>Cookie</c>, and change from one request to the next, says nothing.
    /// </summary>
    public IList<string> Cookies { get; } = [];

    /// <summary>
    /// Bytes that answers kept in this process may take, for endpoints whose keys are not kept in a database. Default 33554432
    /// (32 MiB). At the bound the oldest go before their time.
    /// </summary>
    [InRange(1_048_576, 1_099_511_627_776)]
    [OfProcess]
    public long MemoryBytes { get; set; } = 33_554_432;
}
