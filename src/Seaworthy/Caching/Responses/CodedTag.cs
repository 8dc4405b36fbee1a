namespace Seaworthy.Caching.Responses;

/// <summary>
/// Strong tags differ where bytes do (RFC 9110, section 8.8.3.3): that of an encoded variant has its coding in it, <c>"7-br"</c>. A
/// weak tag stands for all variants alike.
/// </summary>
internal static class CodedTag
{
    private static readonly string[] Endings = ["-br\"", "-gzip\""];

    public static string Of(string tag, string coding) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag : $"{tag[..^1]}-{coding}\"";

    /// <summary>The tag without its coding: the one that the endpoint itself knows.</summary>
    public static string Plain(string tag)
    {
        foreach (var ending in Endings)
        {
            if (tag.EndsWith(ending, StringComparison.Ordinal))
            {
                return string.Concat(tag.AsSpan(0, tag.Length - ending.Length), "\"");
            }
        }

        return tag;
    }
}
