namespace Seaworthy.Bench.Jobs;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="System">Whose jobs.</param>
/// <param name="Engine">Where they are kept.</param>
/// <param name="Jobs">How many; of a latency, each asked for when the one before has begun.</param>
/// <param name="Batch">How many are asked for in one transaction.</param>
/// <param name="Burden">What else the database has to bear.</param>
internal sealed record JobRow(string Name, SystemKind System, EngineKind Engine, int Jobs, int Batch, Burden Burden = Burden.None)
{
    /// <summary>How many ask at once.</summary>
    public const int Callers = 8;

    /// <summary>The two that the goals are about.</summary>
    public const string OnPostgreSql = "PostgreSQL, 1,000 in a transaction";
    public const string OnSqlite = "SQLite, 1,000 in a transaction";

    public static IReadOnlyList<JobRow> All { get; } =
    [
        new("PostgreSQL, 1 in a transaction", SystemKind.Seaworthy, EngineKind.PostgreSql, 20_000, 1),
        new("PostgreSQL, 10 in a transaction", SystemKind.Seaworthy, EngineKind.PostgreSql, 60_000, 10),
        new("PostgreSQL, 100 in a transaction", SystemKind.Seaworthy, EngineKind.PostgreSql, 200_000, 100),
        new(OnPostgreSql, SystemKind.Seaworthy, EngineKind.PostgreSql, 200_000, 1000),
        new("PostgreSQL, 1,000 in a transaction, 10,000,000 finished", SystemKind.Seaworthy, EngineKind.PostgreSql, 200_000, 1000, Burden.Finished),
        new("PostgreSQL, 1,000 in a transaction, another one open all the while", SystemKind.Seaworthy, EngineKind.PostgreSql, 200_000, 1000, Burden.OpenTransaction),
        new("PostgreSQL, a SKIP LOCKED loop, 1 in a transaction", SystemKind.Loop, EngineKind.PostgreSql, 20_000, 1),
        new("PostgreSQL, a SKIP LOCKED loop, 1,000 in a transaction", SystemKind.Loop, EngineKind.PostgreSql, 40_000, 1000),
        new("PostgreSQL, Quartz 4.7.3", SystemKind.Quartz, EngineKind.PostgreSql, 2_000, 1),
        new("SQLite, 1 in a transaction", SystemKind.Seaworthy, EngineKind.Sqlite, 10_000, 1),
        new("SQLite, 10 in a transaction", SystemKind.Seaworthy, EngineKind.Sqlite, 40_000, 10),
        new("SQLite, 100 in a transaction", SystemKind.Seaworthy, EngineKind.Sqlite, 100_000, 100),
        new(OnSqlite, SystemKind.Seaworthy, EngineKind.Sqlite, 100_000, 1000),
        new("SQLite, 1,000 in a transaction, 10,000,000 finished", SystemKind.Seaworthy, EngineKind.Sqlite, 100_000, 1000, Burden.Finished),
        new("SQLite, Quartz 4.7.3", SystemKind.Quartz, EngineKind.Sqlite, 1_000, 1),
        new("from the call to the start, PostgreSQL, same process", SystemKind.Seaworthy, EngineKind.PostgreSql, 500, 0),
        new("from the call to the start, PostgreSQL, another process", SystemKind.Seaworthy, EngineKind.PostgreSql, 500, 0, Burden.OtherProcess),
        new("from the call to the start, PostgreSQL, Quartz 4.7.3", SystemKind.Quartz, EngineKind.PostgreSql, 200, 0),
        new("from the call to the start, SQLite, same process", SystemKind.Seaworthy, EngineKind.Sqlite, 500, 0),
        new("from the call to the start, SQLite, Quartz 4.7.3", SystemKind.Quartz, EngineKind.Sqlite, 200, 0),
    ];
}

/// <summary>Whose jobs.</summary>
internal enum SystemKind
{
    Seaworthy,
    Loop,
    Quartz,
}

/// <summary>Where they are kept.</summary>
internal enum EngineKind
{
    PostgreSql,
    Sqlite,
}

/// <summary>What else there is.</summary>
internal enum Burden
{
    None,

    /// <summary>Ten million jobs that have ended and are kept.</summary>
    Finished,

    /// <summary>A transaction that is open all the while, so that no dead row may be taken away.</summary>
    OpenTransaction,

    /// <summary>Who asks is not who works.</summary>
    OtherProcess,
}
