namespace Seaworthy.Identity.Tokens;

/// <summary>Keeps the keys of all processes.</summary>
internal interface IKeyStore
{
    /// <summary>Whether what keeps them is there before anything else is: then they are read before the start, and not by it.</summary>
    bool IsOfThisMachine { get; }

    /// <summary>The keys, in the order in which they sign; none where nobody has made any.</summary>
    /// <exception cref="TokenKeyException">A key cannot be read.</exception>
    IReadOnlyList<SigningKey> Read();

    /// <summary>Changes the keys, one process at a time; returns what is there afterwards. What returns the list that it was given changes nothing.</summary>
    IReadOnlyList<SigningKey> Change(Func<IReadOnlyList<SigningKey>, IReadOnlyList<SigningKey>> change);
}
