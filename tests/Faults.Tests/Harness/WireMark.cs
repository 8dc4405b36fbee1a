namespace Seaworthy.Faults.Harness;

/// <summary>How a message is known on the wire: by bytes that nothing else has, in one direction.</summary>
internal sealed record WireMark(string Name, bool IsFromServer, byte[] Bytes)
{
    /// <summary>PostgreSQL is asked to commit.</summary>
    public static WireMark CommitAsked { get; } = new("COMMIT asked for", false, [.. "COMMIT\0"u8]);

    /// <summary>PostgreSQL has committed: the tag of its answer.</summary>
    public static WireMark CommitAnswered { get; } = new("COMMIT answered", true, [.. "COMMIT\0"u8]);

    /// <summary>RabbitMQ says that it has a message (basic.ack, class 60, method 80).</summary>
    public static WireMark Confirmed { get; } = new("confirmed", true, [0, 60, 0, 80]);

    /// <summary>The notary has done what it was asked for.</summary>
    public static WireMark NotaryAnswered { get; } = new("the notary answered", true, [.. "HTTP/1.1 204"u8]);

    /// <summary>A process has seen a time of a schedule come and says so; said seldom enough to be said in full.</summary>
    public static WireMark SchedulePassed { get; } = new("schedule passed", false, [.. "job_schedules set next_at"u8]);
}
