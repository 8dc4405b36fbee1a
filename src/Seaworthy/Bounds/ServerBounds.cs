using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Seaworthy.Bounds;

/// <summary>
/// Kestrel's own bounds, raised where a setting lets in more than they do: its refusal would come first, and bare. What an
/// app has set for itself is never lowered, and stays as it is while the settings are at their defaults.
/// </summary>
internal static class ServerBounds
{
    // The path is counted decoded, and each of its characters may have come as %XX; then the method and the version.
    private const int BytesOfUrlChar = 3;
    private const int RestOfRequestLine = 64;

    // A colon, a space and the line's end.
    private const int BytesBesideHeader = 4;

    public static void Raise(KestrelServerLimits server, BoundsOptions bounds)
    {
        var usual = new BoundsOptions();
        if (bounds.Enabled && bounds.UrlChars > usual.UrlChars)
        {
            server.MaxRequestLineSize = Math.Max(server.MaxRequestLineSize, (BytesOfUrlChar * bounds.UrlChars) + RestOfRequestLine);
        }

        if (bounds.Enabled && bounds.HeaderChars > usual.HeaderChars)
        {
            var total = bounds.HeaderChars + (BytesBesideHeader * server.MaxRequestHeaderCount);
            server.MaxRequestHeadersTotalSize = Math.Max(server.MaxRequestHeadersTotalSize, total);
            server.Http2.MaxRequestHeaderFieldSize = Math.Max(server.Http2.MaxRequestHeaderFieldSize, total);
        }

        // Kestrel does not start when what it reads at once cannot hold them.
        if (server.MaxRequestBufferSize is { } buffer)
        {
            server.MaxRequestBufferSize = Math.Max(buffer, Math.Max(server.MaxRequestLineSize, server.MaxRequestHeadersTotalSize));
        }
    }
}
