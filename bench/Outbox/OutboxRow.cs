namespace Seaworthy.Bench.Outbox;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="What">What of it.</param>
/// <param name="Sender">Who sends.</param>
/// <param name="Way">From where to where.</param>
/// <param name="Events">How many.</param>
/// <param name="Batch">How many are published in one transaction.</param>
/// <param name="Keys">About how many things they are.</param>
internal sealed record OutboxRow(string Name, What What, Sender Sender, Way Way, int Events, int Batch = 1, int Keys = 1000)
{
    /// <summary>How many publish at once.</summary>
    public const int Publishers = 8;

    /// <summary>How many are published a second where it is asked how long one is on its way.</summary>
    public const int ASecond = 200;

    /// <summary>The two that the goals are about.</summary>
    public const string Backlog = "a backlog, PostgreSQL to RabbitMQ";
    public const string OnItsWay = "from the commit to RabbitMQ's confirmation";

    public static IReadOnlyList<OutboxRow> All { get; } =
    [
        new("PostgreSQL and RabbitMQ, 1 in a transaction", What.EndToEnd, Sender.Seaworthy, Way.RabbitMq, 10_000, 1),
        new("PostgreSQL and RabbitMQ, 10 in a transaction", What.EndToEnd, Sender.Seaworthy, Way.RabbitMq, 40_000, 10),
        new("PostgreSQL and RabbitMQ, 100 in a transaction", What.EndToEnd, Sender.Seaworthy, Way.RabbitMq, 60_000, 100),
        new("SQLite, within the process, 1 in a transaction", What.EndToEnd, Sender.Seaworthy, Way.Local, 10_000, 1),
        new("SQLite, within the process, 10 in a transaction", What.EndToEnd, Sender.Seaworthy, Way.Local, 40_000, 10),
        new("SQLite, within the process, 100 in a transaction", What.EndToEnd, Sender.Seaworthy, Way.Local, 60_000, 100),
        new(Backlog, What.Backlog, Sender.Seaworthy, Way.RabbitMq, 200_000),
        new("a backlog, PostgreSQL to RabbitMQ, about 10 things", What.Backlog, Sender.Seaworthy, Way.RabbitMq, 40_000, Keys: 10),
        new("a backlog, a SKIP LOCKED loop that publishes 1,000 at once", What.Backlog, Sender.LoopAtOnce, Way.RabbitMq, 200_000),
        new("a backlog, a SKIP LOCKED loop that publishes one by one", What.Backlog, Sender.LoopOneByOne, Way.RabbitMq, 10_000),
        new("a backlog, SQLite, within the process", What.Backlog, Sender.Seaworthy, Way.Local, 100_000),
        new(OnItsWay, What.OnItsWay, Sender.Seaworthy, Way.RabbitMq, 4_000),
        new("from the commit to RabbitMQ's confirmation, a SKIP LOCKED loop, every 100 ms", What.OnItsWay, Sender.LoopAtOnce, Way.RabbitMq, 4_000),
        new("from the commit to the consumer's SQLite, within the process", What.OnItsWay, Sender.Seaworthy, Way.Local, 4_000),
    ];
}

/// <summary>What is measured.</summary>
internal enum What
{
    /// <summary>From the first publication until all are consumed.</summary>
    EndToEnd,

    /// <summary>How quickly what waits already is sent.</summary>
    Backlog,

    /// <summary>How long one is on its way, while few are published.</summary>
    OnItsWay,
}

/// <summary>Who sends.</summary>
internal enum Sender
{
    Seaworthy,
    LoopOneByOne,
    LoopAtOnce,
}

/// <summary>From where to where.</summary>
internal enum Way
{
    /// <summary>From PostgreSQL, over RabbitMQ.</summary>
    RabbitMq,

    /// <summary>From SQLite to SQLite in one process.</summary>
    Local,
}
