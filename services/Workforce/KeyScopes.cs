namespace Seaworthy.Workforce;

/// <summary>
/// What API keys of a company may be made for: its HR system, what hands documents in, and reports. The company itself, its workflows and what
/// people make of scores are its people's.
/// </summary>
internal static class KeyScopes
{
    /// <summary>The company's people.</summary>
    public const string UsersRead = "users:read";

    /// <summary>Those who come, change and leave.</summary>
    public const string UsersWrite = "users:write";

    /// <summary>Documents and how far they are.</summary>
    public const string DocumentsRead = "documents:read";

    /// <summary>New documents, and their way.</summary>
    public const string DocumentsWrite = "documents:write";

    /// <summary>Scores, and the dashboard.</summary>
    public const string ScoresRead = "scores:read";
}
