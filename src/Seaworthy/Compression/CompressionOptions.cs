using Seaworthy.Hosting.Settings;

namespace Seaworthy.Compression;

/// <summary>How answers are encoded (R44, R66).</summary>
public sealed class CompressionOptions
{
    /// <summary>
    /// Encodes answers with Brotli or gzip for callers who take it. Default on. Off where something in front does it, or where
    /// answers mix secrets with what a caller sends (BREACH) and nothing else can be done.
    /// </summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Bytes from which an answer is encoded. Default 1000.</summary>
    [InRange(0, 1_073_741_824)]
    public int MinimumBytes { get; set; } = 1000;
}
