namespace Seaworthy;

/// <summary>Ids of log events: a thousand per feature, public, never used again for another event.</summary>
public static class EventIds
{
    /// <summary>A request ended (Observability).</summary>
    public const int RequestCompleted = 1000;

    /// <summary>A request failed with an exception (Observability).</summary>
    public const int RequestFailed = 1001;

    /// <summary>Somebody who is no trusted proxy sent X-Forwarded-For (Client).</summary>
    public const int UntrustedProxy = 2000;

    /// <summary>The process is draining (Hosting).</summary>
    public const int DrainStarted = 3000;

    /// <summary>Draining is over (Hosting).</summary>
    public const int DrainEnded = 3001;

    /// <summary>An endpoint runs too many statements (EntityFrameworkCore).</summary>
    public const int QueryFinding = 4000;

    /// <summary>A list has more shapes than it may (EntityFrameworkCore).</summary>
    public const int ShapeLimit = 4001;
}
