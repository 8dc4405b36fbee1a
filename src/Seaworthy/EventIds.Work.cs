namespace Seaworthy;

/// <content>Of work beside requests: jobs, events, calls to others; and of overload.</content>
public static partial class EventIds
{
    /// <summary>An attempt at a job failed, and there is another one (Jobs).</summary>
    public const int JobFailed = 17000;

    /// <summary>A job failed for the last time (Jobs).</summary>
    public const int JobDead = 17001;

    /// <summary>An attempt ended after its job was given to another one (Jobs).</summary>
    public const int JobStale = 17002;

    /// <summary>A job is of a kind that this version does not have (Jobs).</summary>
    public const int JobKindUnknown = 17003;

    /// <summary>Jobs were taken back from a process that went silent (Jobs).</summary>
    public const int JobsRescued = 17004;

    /// <summary>The database that jobs are in does not answer (Jobs).</summary>
    public const int JobStoreAway = 17005;

    /// <summary>The database that jobs are in answers again (Jobs).</summary>
    public const int JobStoreBack = 17006;

    /// <summary>This process was taken for dead, and others have its jobs (Jobs).</summary>
    public const int JobWorkerTakenForDead = 17007;

    /// <summary>Other processes' news of jobs are not heard (Jobs).</summary>
    public const int JobsNotHeard = 17008;

    /// <summary>Jobs wait, hands are free, and nobody takes any (Jobs).</summary>
    public const int JobsStalled = 17009;

    /// <summary>An attempt at a job goes on though its time was over ten seconds ago: its handler does not listen (Jobs).</summary>
    public const int JobDoesNotEnd = 17010;

    /// <summary>A host is not asked for a while, because too many calls to it failed (Resilience).</summary>
    public const int BreakerOpened = 18000;

    /// <summary>One call tries whether a host is well again (Resilience).</summary>
    public const int BreakerHalfOpened = 18001;

    /// <summary>A host is asked as before (Resilience).</summary>
    public const int BreakerClosed = 18002;

    /// <summary>There is more to do than can be done, and requests are refused (Shedding).</summary>
    public const int SheddingBegan = 19000;

    /// <summary>Nothing is refused any more (Shedding).</summary>
    public const int SheddingEnded = 19001;

    /// <summary>Events wait because the way to their consumers is closed (Messaging).</summary>
    public const int EventsNotSent = 21000;

    /// <summary>Events are sent again (Messaging).</summary>
    public const int EventsSentAgain = 21001;

    /// <summary>Events were not taken, and are sent again later (Messaging).</summary>
    public const int EventsRefused = 21002;

    /// <summary>A queue is not consumed because the broker is away (RabbitMq).</summary>
    public const int ConsumerAway = 22000;

    /// <summary>A message is no event, or none that its consumer can take (RabbitMq).</summary>
    public const int MessageUnreadable = 22001;

    /// <summary>Events are held because the consumer's database does not take them (RabbitMq).</summary>
    public const int EventsNotKept = 22002;
}
