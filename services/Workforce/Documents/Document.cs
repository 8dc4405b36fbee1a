namespace Seaworthy.Workforce.Documents;

/// <summary>A text that a company has handed in.</summary>
internal sealed class Document
{
    public long Id { get; set; }

    /// <summary>The company.</summary>
    public long TenantId { get; set; }

    public required string Title { get; set; }

    public required string Content { get; set; }

    /// <summary>One of <see cref="DocumentStatus"/>.</summary>
    public required string Status { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }
}
