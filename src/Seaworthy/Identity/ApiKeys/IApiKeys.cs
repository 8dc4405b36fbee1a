namespace Seaworthy.Identity.ApiKeys;

/// <summary>The keys of a service that keeps them in its database.</summary>
internal interface IApiKeys
{
    /// <summary>Whose they are.</summary>
    string Service { get; }

    /// <summary>The key of this id; null for one that is not there or was revoked.</summary>
    ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All keys that were not revoked, the oldest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key.</summary>
    Task AddAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>Gives it another secret; the one it has is good until <paramref name="until"/>. False where there is no such key.</summary>
    Task<bool> RotateAsync(string id, byte[] hash, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Ends it. False where there is no such key.</summary>
    Task<bool> RevokeAsync(string id, CancellationToken cancellationToken);

    /// <summary>Notes that it was used; written at leisure.</summary>
    void Used(string id);
}
