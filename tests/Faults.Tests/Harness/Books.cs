using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Harness;

/// <summary>What is in the database, read by a connection of one's own, past the bank and past what lies between.</summary>
internal sealed class Books(TestDatabase database)
{
    private readonly string _schema = database.Url is null ? "" : $"{SavingsDb.Schema}.";

    public Task<List<(string Name, string Account, int Number, long Amount)>> DepositsAsync() =>
        ReadAsync($"select name, account, number, amount from {_schema}deposits order by id", row => (row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt64(3)));

    public Task<List<string>> ReceiptsAsync() => ReadAsync($"select deposit from {_schema}receipts order by id", row => row.GetString(0));

    public Task<List<(string Account, int Number, long Amount)>> EntriesAsync() =>
        ReadAsync($"select account, number, amount from {_schema}entries order by id", row => (row.GetString(0), row.GetInt32(1), row.GetInt64(2)));

    public Task<List<(string Account, int Deposits, long Balance)>> AccountsAsync() =>
        ReadAsync($"select name, deposits, balance from {_schema}accounts order by name", row => (row.GetString(0), row.GetInt32(1), row.GetInt64(2)));

    /// <summary>Dead jobs, what each was told and its last error.</summary>
    public Task<List<string>> DeadAsync() =>
        ReadAsync($"select kind, args, last_error from {_schema}finished_jobs where state = 4", row => $"{row.GetString(0)} {row.GetString(1)}: {(row.IsDBNull(2) ? "" : row.GetString(2))}");

    /// <summary>The deposits whose receipts the process with a number has in hand, or had when it died: it has them until it is taken for dead.</summary>
    public Task<List<string>> HeldAsync(int pid) => ReadAsync(
        $"select args from {_schema}jobs where state = 1 and kind = 'receipt' and worker in (select id from {_schema}job_workers where name like '%:{pid}')",
        row => JsonSerializer.Deserialize<Noted>(row.GetString(0), JsonSerializerOptions.Web)!.Deposit);

    /// <summary>What is not done yet: jobs of all states but those in <c>poison</c>, and events that wait to be sent.</summary>
    public async Task<(long Jobs, long Events, long Missing)> LeftAsync() => (await ReadAsync(
        $"select (select count(*) from {_schema}jobs where queue <> 'poison'), (select count(*) from {_schema}outbox where contract not like '%forgotten%'), " +
        $"(select count(*) from {_schema}deposits) - (select count(*) from {_schema}entries)",
        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))))[0];

    /// <summary>The jobs among them by what they are and how they are, and the first of each: where it waits, and for whom.</summary>
    public Task<List<string>> LeftJobsAsync() => ReadAsync(
        $"select kind, state, count(*), min(cast(id as text)), max(attempt), count(distinct lane), count(distinct worker), max(last_error) from {_schema}jobs where queue <> 'poison' group by kind, state",
        row => $"{row.GetInt64(2)} {row.GetString(0)} in state {row.GetInt32(1)} from {row.GetString(3)} on, up to attempt {row.GetInt32(4)}, in {row.GetInt64(5)} lanes, held by {row.GetInt64(6)}"
            + (row.IsDBNull(7) ? "" : $": {row.GetString(7)}"));

    /// <summary>Keeps everybody from a table until it is disposed: whoever writes there waits.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string table)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Url) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; lock table {_schema}{table} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using DbConnection connection = database.Url is { } url
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(url) { Pooling = false, Timeout = 5 }.ConnectionString)
            : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(database.Folder, "savings.db"), Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
        {
            all.Add(read(rows));
        }

        return all;
    }
}
