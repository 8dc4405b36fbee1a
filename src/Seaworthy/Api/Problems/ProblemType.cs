namespace Seaworthy.Api.Problems;

/// <summary>A kind of problem: what is the same in all its occurrences (RFC 9457, section 3.1).</summary>
/// <param name="Name">Last part of the <c>type</c> URI, lower case with hyphens; stable for ever.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">The same sentence each time; what differs stands in the occurrence's detail.</param>
/// <param name="Repair">What whoever reads it should do; shown on the page behind <c>type</c>.</param>
public sealed record ProblemType(string Name, int Status, string Title, string Repair)
{
    /// <summary>The name in the capitals of the workforce and todos dialects: <c>NOT_FOUND</c>.</summary>
    public string Code { get; init; } = Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>The whole <c>type</c>, where a standard gives it one; null for our own page's.</summary>
    public string? Uri { get; init; }

    /// <summary>Whether dialects that have one sentence say the title, because a document does, and not the occurrence's detail.</summary>
    public bool IsSaidByTitle { get; init; }
}
