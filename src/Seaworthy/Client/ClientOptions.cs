using Seaworthy.Hosting.Settings;

namespace Seaworthy.Client;

/// <summary>Who the caller is when proxies stand in between (R85).</summary>
public sealed class ClientOptions
{
    internal const string Unix = "unix";

    /// <summary>Takes the caller's address and scheme from trusted proxies. Default on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Proxies that may say who the caller is: addresses, networks in CIDR form, or <c>unix</c> for whoever connects by a Unix
    /// socket. Default: loopback, which a list of your own replaces. Anybody else's <c>X-Forwarded-For</c> and
    /// <c>X-Forwarded-Proto</c> are ignored.
    /// </summary>
    public IList<string> TrustedProxies { get; } = ["127.0.0.0/8", "::1/128"];

    /// <summary>How many proxies stand in a row at the most; addresses further left are not believed. Default 4.</summary>
    [InRange(1, 100)]
    public int MaxProxies { get; set; } = 4;
}
