namespace Seaworthy.Testing;

/// <summary>One database for all tests of a class, which come with hosts of their own and rows that nobody else has.</summary>
public abstract class KeptDatabase(Func<Task<TestDatabase>> create) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync() => Database = await create();

    public async Task DisposeAsync() => await Database.DisposeAsync();
}

public sealed class KeptSqlite() : KeptDatabase(() => Task.FromResult(TestDatabase.Sqlite()));

public sealed class KeptPostgreSql() : KeptDatabase(TestDatabase.PostgreSqlAsync);
