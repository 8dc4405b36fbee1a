using Npgsql;
using NpgsqlTypes;

namespace Seaworthy.Bench.Jobs;

/// <summary>
/// What is written when no library is at hand: eight loops, each taking the oldest row that nobody has locked, doing it and deleting it, in one
/// transaction. It keeps no results, has no retries, and a slow job holds a transaction open.
/// </summary>
internal sealed class LoopJobs : IJobSystem
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly NpgsqlDataSource _source;
    private readonly Begun _begun;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loops;

    private LoopJobs(NpgsqlDataSource source, Begun begun)
    {
        (_source, _begun) = (source, begun);
        _loops = Task.WhenAll(Enumerable.Range(0, JobRow.Callers).Select(_ => Task.Run(LoopAsync)));
    }

    public static async Task<LoopJobs> StartAsync(Database database, Begun begun)
    {
        var source = NpgsqlDataSource.Create(database.Url! + ";Max Auto Prepare=10;Auto Prepare Min Usages=2");
        await using var command = source.CreateCommand("create table waiting (id bigint generated always as identity primary key, stamp bigint not null)");
        await command.ExecuteNonQueryAsync();
        return new(source, begun);
    }

    public async Task EnqueueAsync(int count, long stamp)
    {
        await using var connection = await _source.OpenConnectionAsync();
        if (count == 1)
        {
            await using var insert = new NpgsqlCommand("insert into waiting (stamp) values ($1)", connection) { Parameters = { new() { Value = stamp } } };
            await insert.ExecuteNonQueryAsync();
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync("copy waiting (stamp) from stdin (format binary)");
        for (var i = 0; i < count; i++)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(stamp, NpgsqlDbType.Bigint);
        }

        await copy.CompleteAsync();
    }

    public async Task UntilEmptyAsync()
    {
        await using var count = _source.CreateCommand("select count(*) from waiting");
        while ((long)(await count.ExecuteScalarAsync())! > 0)
        {
            await Task.Delay(2);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loops;
        await _source.DisposeAsync();
        _end.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            if (!await OneAsync())
            {
                await Task.Delay(Poll, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> OneAsync()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("select id, stamp from waiting order by id limit 1 for update skip locked", connection, transaction);
        long id;
        await using (var rows = await take.ExecuteReaderAsync())
        {
            if (!await rows.ReadAsync())
            {
                return false;
            }

            id = rows.GetInt64(0);
            _begun.Note(rows.GetInt64(1));
        }

        await using var delete = new NpgsqlCommand("delete from waiting where id = $1", connection, transaction) { Parameters = { new() { Value = id } } };
        await delete.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return true;
    }
}
