namespace Seaworthy.Caching;

/// <summary>
/// Whose values a caller may see: every key and every tag of the data cache goes through here. With tenants the caller's comes in
/// front, so that nothing is shared across them; until there are any, all callers share one scope.
/// </summary>
internal static class CacheScope
{
    public static string Of(string name) => name;

    /// <summary>The characters of a key that is put together on the stack; the same scope.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> name) => name;
}
