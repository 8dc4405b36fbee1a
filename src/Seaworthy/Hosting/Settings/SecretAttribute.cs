namespace Seaworthy.Hosting.Settings;

/// <summary>
/// Marks a setting that nobody may read: <c>seaworthy config</c> shows <c>•••</c>, no message repeats it, and sample values
/// such as <c>change-me</c> stop the start in Production.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute
{
    /// <summary>Fewest characters that Production accepts; 0 (default) for a value that is secret only in part, such as a URL.</summary>
    public int MinLength { get; init; }
}
