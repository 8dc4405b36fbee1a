namespace Seaworthy.Identity.Tokens;

/// <summary>The keys of all processes as rows of their database, which reads nothing of them.</summary>
internal interface IKeyTable
{
    /// <summary>Where it is, for people.</summary>
    string Place { get; }

    Task<IReadOnlyList<SealedKey>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Changes them in a transaction that no other process runs meanwhile; null changes nothing.</summary>
    Task ChangeAsync(Func<IReadOnlyList<SealedKey>, IReadOnlyList<SealedKey>?> change, CancellationToken cancellationToken);
}
