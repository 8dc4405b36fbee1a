namespace Seaworthy.Redis;

/// <summary>Why a call did not get what it asked for.</summary>
public enum RedisFailure
{
    /// <summary>There is no connection, or it broke before the answer came. Told at once.</summary>
    Unavailable,

    /// <summary>No answer came in time. Redis may be slow, frozen, or behind a link that loses everything.</summary>
    Timeout,

    /// <summary>Redis answered with an error; <see cref="RedisException.Code"/> has its first word.</summary>
    Server,

    /// <summary>What came is not RESP3, or not what the command answers. The connection is given up.</summary>
    Protocol,

    /// <summary>As much waits already as is allowed; the call was not sent.</summary>
    Busy,
}
