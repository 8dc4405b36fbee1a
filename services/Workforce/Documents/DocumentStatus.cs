namespace Seaworthy.Workforce.Documents;

/// <summary>How far a document is, and from where it may come there.</summary>
internal static class DocumentStatus
{
    public const string Received = "received";
    public const string Processing = "processing";
    public const string Processed = "processed";
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Received, Processing, Processed, Failed];

    /// <summary>What it must be in to become <paramref name="status"/>; what has failed may be tried again.</summary>
    public static IReadOnlyList<string> Before(string status) => status switch
    {
        Processing => [Received, Failed],
        Processed or Failed => [Processing],
        _ => [],
    };
}
