namespace Seaworthy.Compression;

/// <summary>How the bytes of an answer are written (RFC 9110, section 8.4.1).</summary>
internal enum ContentCoding
{
    /// <summary>As they are.</summary>
    Identity,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Brotli, <c>br</c>.</summary>
    Brotli,
}
