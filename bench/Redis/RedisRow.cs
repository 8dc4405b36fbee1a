namespace Seaworthy.Bench.Redis;

/// <summary>One kind of work for a client.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Client">Who does it.</param>
/// <param name="Callers">How many ask at once, each waiting for its answer.</param>
/// <param name="Work">What one caller does once.</param>
/// <param name="CallsPerWork">Answers that gives.</param>
internal sealed record RedisRow(string Name, ClientKind Client, int Callers, WorkKind Work, int CallsPerWork = 1)
{
    public static IReadOnlyList<RedisRow> All { get; } =
    [
        new("GET, socket without a client, 1 caller", ClientKind.Socket, 1, WorkKind.Get),
        new("GET, 1 caller", ClientKind.Seaworthy, 1, WorkKind.Get),
        new("GET, 16 callers", ClientKind.Seaworthy, 16, WorkKind.Get),
        new("GET, 256 callers", ClientKind.Seaworthy, 256, WorkKind.Get),
        new("GET, 1 caller, 64 before it waits", ClientKind.Seaworthy, 1, WorkKind.GetMany, 64),
        new("SET, 256 callers", ClientKind.Seaworthy, 256, WorkKind.Set),
        new("GET, StackExchange.Redis 1.2.6, 1 caller", ClientKind.StackExchange, 1, WorkKind.Get),
        new("GET, StackExchange.Redis 1.2.6, 16 callers", ClientKind.StackExchange, 16, WorkKind.Get),
        new("GET, StackExchange.Redis 1.2.6, 256 callers", ClientKind.StackExchange, 256, WorkKind.Get),
        new("SET, StackExchange.Redis 1.2.6, 256 callers", ClientKind.StackExchange, 256, WorkKind.Set),
    ];
}

/// <summary>Who works.</summary>
internal enum ClientKind
{
    Socket,
    Seaworthy,
    StackExchange,
}

/// <summary>What is asked for.</summary>
internal enum WorkKind
{
    Get,
    GetMany,
    Set,
}
