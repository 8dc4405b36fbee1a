namespace Seaworthy.Idempotency;

/// <summary>How a key and the effect of its request are kept together.</summary>
public enum IdempotencyMode
{
    /// <summary>
    /// The key is reserved, the handler runs, the answer is kept: by this process. What becomes of a handler that fails halfway
    /// nobody knows, and its key is answered so.
    /// </summary>
    Lease,

    /// <summary>
    /// The key and its answer are a row in the handler's own transaction, committed before the answer is sent: a crash leaves
    /// both or nothing, and several processes agree.
    /// </summary>
    Transaction,
}
