namespace Seaworthy.Signatures;

/// <summary>Which signed requests have been here. Asked only once the signature is right: a stranger puts nothing in it.</summary>
internal interface INonceStore
{
    /// <summary>Remembers a nonce of a key for <paramref name="life"/>; of those who ask at one moment exactly one is told that it is new.</summary>
    ValueTask<NonceState> RememberAsync(string key, string nonce, TimeSpan life);
}

/// <summary>What is known of a nonce.</summary>
internal enum NonceState
{
    /// <summary>Never seen; from now on it is.</summary>
    New,

    /// <summary>It was here.</summary>
    Seen,

    /// <summary>Nobody can say.</summary>
    Unknown,
}
