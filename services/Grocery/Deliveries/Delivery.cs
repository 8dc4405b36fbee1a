namespace Seaworthy.Grocery.Deliveries;

/// <summary>What a supplier has brought, once per supplier and reference.</summary>
internal sealed class Delivery
{
    public long Id { get; set; }

    /// <summary>The key that its notice was signed with.</summary>
    public required string Supplier { get; set; }

    /// <summary>The supplier's own number of it.</summary>
    public required string Reference { get; set; }

    /// <summary>Its lines, as JSON: for whoever counts the shelf one day.</summary>
    public required string Lines { get; set; }

    public DateTime ArrivedAt { get; set; }
}
