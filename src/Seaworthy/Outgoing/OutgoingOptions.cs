namespace Seaworthy.Outgoing;

/// <summary>Fetches of addresses that somebody else gives: webhooks, images by link, feeds.</summary>
public sealed class OutgoingOptions
{
    /// <summary>
    /// Networks in CIDR form, and addresses, that may be reached although they are not public. Default none.
    /// </summary>
    public IList<string> Allowed { get; } = [];
}
