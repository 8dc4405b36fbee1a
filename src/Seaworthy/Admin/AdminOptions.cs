namespace Seaworthy.Admin;

/// <summary>From where an API is administered (R12).</summary>
public sealed class AdminOptions
{
    /// <summary>Keeps endpoints that say <c>RequireNetwork</c> to the list. Default on; off, such an endpoint stops the start.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Networks in CIDR form, and addresses, from which they may be called: by the true client's address, IPv4 inside IPv6 being IPv4. Default
    /// loopback, which a list of your own replaces; loopback is this machine itself, and never what a proxy on it hands on.
    /// </summary>
    public IList<string> Networks { get; } = ["127.0.0.0/8", "::1/128"];
}
