using Npgsql;

namespace Seaworthy.Testing;

/// <summary>An empty database for one test class, gone when it is disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string ServerVariable = "SEAWORTHY_TEST_POSTGRES";

    // PostgreSQL can have several processes, which must share one: it is required there.
    private const string CursorKey = "8f1d0c6b5a4938271605f4e3d2c1b0a99887766554433221100ffeeddccbbaa0";
    private readonly Func<Task> _drop;

    private TestDatabase(string? url, string folder, Func<Task> drop)
    {
        Url = url;
        Folder = folder;
        _drop = drop;
    }

    /// <summary>What DATABASE_URL is; null for SQLite files in <see cref="Folder"/>.</summary>
    public string? Url { get; }

    /// <summary>A data folder of its own.</summary>
    public string Folder { get; }

    /// <summary>The settings that point a host at it.</summary>
    public (string Key, string Value)[] Settings => Url is null
        ? [("Seaworthy:DataDirectory", Folder)]
        : [("Seaworthy:DataDirectory", Folder), ("Seaworthy:Database:Url", Url), ("Seaworthy:Secrets:CursorKey", CursorKey)];

    /// <param name="folder">Where its file is to be, made for it. Null: a temporary one.</param>
    public static TestDatabase Sqlite(string? folder = null) =>
        new(null, folder is null ? Directory.CreateTempSubdirectory("seaworthy-").FullName : Directory.CreateDirectory(folder).FullName, () => Task.CompletedTask);

    /// <summary>A database of its own on the server that <c>./test</c> started.</summary>
    public static Task<TestDatabase> PostgreSqlAsync() => PostgreSqlAsync(
        Environment.GetEnvironmentVariable(ServerVariable)
            ?? throw new InvalidOperationException($"{ServerVariable} is not set. Start one: export {ServerVariable}=$(tests/servers/postgres.sh start DIR)"));

    /// <summary>A database of its own on a server that a test has for itself.</summary>
    public static async Task<TestDatabase> PostgreSqlAsync(string server)
    {
        var name = $"t_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"create database {name}");
        var url = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        var folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;
        return new TestDatabase(url, folder, () => ExecuteAsync(server, $"drop database if exists {name} with (force)"));
    }

    public async ValueTask DisposeAsync()
    {
        await _drop();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
