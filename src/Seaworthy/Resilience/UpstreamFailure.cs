namespace Seaworthy.Resilience;

/// <summary>Why a call has no answer.</summary>
public enum UpstreamFailure
{
    /// <summary>It was sent, and nobody answered: no connection, or one that broke. Answered 502 where nobody catches it.</summary>
    Unreached,

    /// <summary>It was not sent: of the calls before it too many failed, and the host is left alone for a while. 503.</summary>
    BreakerOpen,

    /// <summary>It was not sent: as many calls as the host may have at once are under way, and as many wait. 503.</summary>
    TooManyCalls,

    /// <summary>Its time, or that of the request which it was made for, is over. 504.</summary>
    TooLate,
}
