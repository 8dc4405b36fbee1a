namespace Seaworthy.Idempotency;

/// <summary>
/// Remembers keys and their answers. Each <see cref="ReserveAsync"/> that finds a key free is followed by exactly one of the
/// three others. A store that outlives this process holds a reservation by a lease that it renews, and answers
/// <see cref="KeyState.Unknown"/> for one whose holder is gone.
/// </summary>
internal interface IKeyStore
{
    /// <summary>Takes the key for one request, or says what is known of it.</summary>
    ValueTask<KeyFinding> ReserveAsync(KeyClaim claim, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the request's answer. <see cref="KeyState.Free"/>: it is kept. Anything else was found instead, and then that is
    /// what counts: only a request without effect can meet it. When it throws, the key is free again.
    /// </summary>
    ValueTask<KeyFinding> KeepAsync(KeyClaim claim, StoredAnswer answer);

    /// <summary>The request did nothing: whoever sends it again is the first.</summary>
    void Release(KeyClaim claim);

    /// <summary>Nobody knows what the request did, and so is told whoever repeats it. When it throws, the key is free again.</summary>
    ValueTask LoseAsync(KeyClaim claim);
}
