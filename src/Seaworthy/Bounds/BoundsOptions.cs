using Seaworthy.Hosting.Settings;

namespace Seaworthy.Bounds;

/// <summary>How large and how long a request may be.</summary>
public sealed class BoundsOptions
{
    /// <summary>Enforces the bounds. Default on; the server's own stay either way.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Largest request body in bytes where an endpoint does not say. Null (default in an app of your own) leaves Kestrel's
    /// 30,000,000; the five services set 1 MiB.
    /// </summary>
    [InRange(0, int.MaxValue)]
    public long? BodyBytes { get; set; }

    /// <summary>Longest path and query together, in characters (414). Default 8000; a larger one raises Kestrel's own bound too.</summary>
    [InRange(1, 65_536)]
    public int UrlChars { get; set; } = 8000;

    /// <summary>All request header names and values together, in characters (431). Default 16000; a larger one raises Kestrel's own bound too.</summary>
    [InRange(1, 1_048_576)]
    public int HeaderChars { get; set; } = 16_000;

    /// <summary>
    /// Milliseconds a request may take where an endpoint does not say (504). Null (default in an app of your own) for no
    /// deadline; the five services set 10,000.
    /// </summary>
    [InRange(1, 86_400_000)]
    public int? DeadlineMs { get; set; }

    /// <summary>How deep JSON bodies may nest. Default 32.</summary>
    [InRange(1, 1000)]
    public int JsonDepth { get; set; } = 32;
}
