namespace Seaworthy.RateLimiting;

/// <summary>Whose requests a limit counts together. Who is not known by the last three counts by address.</summary>
internal enum LimitSubject
{
    /// <summary>The true client address; IPv6 by its network.</summary>
    Address,

    /// <summary>All callers of the endpoint together.</summary>
    Endpoint,

    /// <summary>The signed-in user.</summary>
    Subject,

    /// <summary>The key that the caller came with.</summary>
    Key,

    /// <summary>The tenant that the user belongs to.</summary>
    Tenant,
}
