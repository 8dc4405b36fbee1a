using Seaworthy.Hosting.Settings;

namespace Seaworthy.Identity.ApiKeys;

/// <summary>Keys of programs that call (R10); in force where the application says <c>AddApiKeys()</c>.</summary>
public sealed class ApiKeySettings
{
    /// <summary>Seconds for which a key that was found is not looked up again: what a key that was revoked is still good for. Default 10; 0 for never.</summary>
    [InRange(0, 60)]
    public int RememberSeconds { get; set; } = 10;

    /// <summary>How many keys are remembered at most; others are looked up each time. Default 10,000.</summary>
    [InRange(0, 1_000_000)]
    public int RememberMost { get; set; } = 10_000;
}
