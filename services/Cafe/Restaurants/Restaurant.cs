namespace Seaworthy.Cafe.Restaurants;

/// <summary>A coffee shop: the tenant that everything else belongs to.</summary>
internal sealed class Restaurant : IVersioned
{
    /// <summary>What all prices are in where nobody says otherwise.</summary>
    public const string UsualCurrency = "EUR";

    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = UsualCurrency;

    /// <summary>
    /// The number of the last thing that happened to its orders. Whoever writes the next one holds this row until the commit, so numbers
    /// come in the order of commits and without a gap: whoever has seen one has seen all before it.
    /// </summary>
    public long LastEvent { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; } = 1;
}
