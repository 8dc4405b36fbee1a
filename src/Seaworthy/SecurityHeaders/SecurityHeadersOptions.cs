using Seaworthy.Hosting.Settings;

namespace Seaworthy.SecurityHeaders;

/// <summary>Security headers on every answer (R6).</summary>
public sealed class SecurityHeadersOptions
{
    /// <summary>Sends them. Default on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Which set: <c>default</c> is current advice, <c>cafe</c> is the coffee shop document's, plus the default's.</summary>
    public string Profile { get; set; } = "default";

    /// <summary>Strict-Transport-Security in seconds, sent on https only; 0 sends none. Default one year.</summary>
    [InRange(0, 315_360_000)]
    public int HstsSeconds { get; set; } = 31_536_000;
}
