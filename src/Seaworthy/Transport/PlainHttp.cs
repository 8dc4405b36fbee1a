namespace Seaworthy.Transport;

/// <summary>What becomes of requests over http.</summary>
public enum PlainHttp
{
    /// <summary>They are served.</summary>
    Allow,

    /// <summary>GET and HEAD are led to https by 308, anything else is refused: what it carried has already been readable.</summary>
    Redirect,

    /// <summary>403, so that a client that was configured with http finds out.</summary>
    Refuse,
}
