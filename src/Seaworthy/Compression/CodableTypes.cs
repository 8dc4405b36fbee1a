namespace Seaworthy.Compression;

/// <summary>Media types whose bytes become fewer: text in all its forms. Images, archives and video are compressed already.</summary>
internal static class CodableTypes
{
    private static readonly string[] Types =
    [
        "application/json", "application/problem+json", "application/xml", "application/javascript", "application/x-ndjson",
        "application/manifest+json", "application/wasm", "image/svg+xml",
    ];

    public static bool Contain(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        if (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
        {
            // Events are sent one by one: an encoder would hold them back.
            return !type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);
        }

        foreach (var known in Types)
        {
            if (type.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return type.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
            && (type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase));
    }
}
