namespace Seaworthy.Hosting.Settings;

/// <summary>The database, one for all services of a process (R31). Usual name of its URL: <c>DATABASE_URL</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>
    /// <c>postgresql://user:password@host:5432/name</c>, an Npgsql connection string, or <c>sqlite:PATH</c>. Null (default):
    /// SQLite in the data folder, a file per service.
    /// </summary>
    [Secret]
    public string? Url { get; set; }

    /// <summary>Connections that are open at once at the most (PostgreSQL). Default 20.</summary>
    [InRange(1, 10_000)]
    public int MaxPoolSize { get; set; } = 20;

    /// <summary>Connections that stay open while nobody needs them (PostgreSQL). Default 0.</summary>
    [InRange(0, 10_000)]
    public int MinPoolSize { get; set; }

    /// <summary>Seconds to wait for a connection before giving up. Default 10.</summary>
    [InRange(1, 300)]
    public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary>
    /// Milliseconds that a request may wait for a connection while all are at work, before it is refused with a 503 (PostgreSQL). Those whose class is critical, and jobs, wait for
    /// <see cref="ConnectTimeoutSeconds"/>; a tenth of the connections is left to the critical ones. Default 3000.
    /// </summary>
    [InRange(1, 300_000)]
    public int PoolWaitMs { get; set; } = 3000;

    /// <summary>Milliseconds that one statement may run before the server cancels it; 0 for no bound. Default 30,000.</summary>
    [InRange(0, 86_400_000)]
    public int StatementTimeoutMs { get; set; } = 30_000;

    /// <summary>
    /// Milliseconds that a transaction may stand still between two statements before the server ends it (PostgreSQL): one whose process is frozen or cut off would keep what it has locked, and all rows
    /// that have died since. 0 for no bound. Default 60,000.
    /// </summary>
    [InRange(0, 86_400_000)]
    public int IdleTransactionMs { get; set; } = 60_000;

    /// <summary>Seconds after which a connection that nobody uses is closed. Default 300.</summary>
    [InRange(1, 86_400)]
    public int IdleLifetimeSeconds { get; set; } = 300;

    /// <summary>
    /// Seconds after which a connection is replaced, used or not, so that a failover or a new password is noticed; 0 for
    /// never. Default 1800.
    /// </summary>
    [InRange(0, 86_400)]
    public int LifetimeSeconds { get; set; } = 1800;
}
