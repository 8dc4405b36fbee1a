namespace Seaworthy.Outgoing;

/// <summary>
/// An address that somebody gave is not fetched. The message may be shown to him: it does not tell what a name leads to in here.
/// </summary>
public sealed class AddressRefusedException : HttpRequestException
{
    internal AddressRefusedException(string message)
        : base(message)
    {
    }
}
