using System.Globalization;
using System.Text;
using Npgsql;
using RabbitMQ.Client;

namespace Seaworthy.Bench.Outbox;

/// <summary>
/// What is written when no library is at hand: one loop takes the oldest rows that nobody has locked, publishes them with confirmations, one after the other or all at once, and marks
/// them as sent, in one transaction. It keeps no order by key, and a failure in the middle sends the whole batch again.
/// </summary>
internal sealed class LoopSystem : ISystem
{
    private const int OneByOneAtOnce = 100;
    private const int AllAtOnce = 1000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly OutboxRow _row;
    private readonly NpgsqlDataSource _source;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    private LoopSystem(OutboxRow row, NpgsqlDataSource source, IConnection connection, IChannel channel)
    {
        (_row, _source, _connection, _channel) = (row, source, connection, channel);
        _loop = Task.Run(LoopAsync);
    }

    public Post Post { get; set; } = new(0);

    public static async Task<LoopSystem> StartAsync(OutboxRow row, Scratch scratch)
    {
        var source = NpgsqlDataSource.Create(scratch.Url! + ";Max Auto Prepare=10;Auto Prepare Min Usages=2");
        await using var command = source.CreateCommand(
            "create table told (id bigint generated always as identity primary key, key text not null, number int not null, sent_at timestamptz); create index on told (id) where sent_at is null");
        await command.ExecuteNonQueryAsync();
        var connection = await new ConnectionFactory { Uri = new(scratch.Broker!) }.CreateConnectionAsync();
        return new(row, source, connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
    }

    public async Task PublishAsync(int first, int count)
    {
        await using var insert = _source.CreateCommand("insert into told (key, number) select (i % $3)::text, i from generate_series($1, $1 + $2 - 1) as i");
        insert.Parameters.Add(new() { Value = first });
        insert.Parameters.Add(new() { Value = count });
        insert.Parameters.Add(new() { Value = _row.Keys });
        await insert.ExecuteNonQueryAsync();
    }

    public Task FillAsync(int count) => PublishAsync(0, count);

    public async Task UntilEmptyAsync()
    {
        await using var left = _source.CreateCommand("select exists(select 1 from told where sent_at is null)");
        while ((bool)(await left.ExecuteScalarAsync())!)
        {
            await Task.Delay(2);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop;
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
        _end.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            if (!await SomeAsync())
            {
                await Task.Delay(Poll, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> SomeAsync()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = await TakeAsync(connection, transaction);
        if (rows.Count == 0)
        {
            return false;
        }

        Post.Begin();
        if (_row.Sender == Sender.LoopAtOnce)
        {
            await Task.WhenAll(rows.Select(SendAsync));
        }
        else
        {
            foreach (var row in rows)
            {
                await SendAsync(row);
            }
        }

        await using var mark = new NpgsqlCommand("update told set sent_at = now() where id = any($1)", connection, transaction) { Parameters = { new() { Value = rows.Select(row => row.Id).ToArray() } } };
        await mark.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return true;
    }

    private async Task<List<(long Id, string Key, int Number)>> TakeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var take = new NpgsqlCommand("select id, key, number from told where sent_at is null order by id limit $1 for update skip locked", connection, transaction)
        {
            Parameters = { new() { Value = _row.Sender == Sender.LoopAtOnce ? AllAtOnce : OneByOneAtOnce } },
        };
        var taken = new List<(long, string, int)>();
        await using var rows = await take.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            taken.Add((rows.GetInt64(0), rows.GetString(1), rows.GetInt32(2)));
        }

        return taken;
    }

    private async Task SendAsync((long Id, string Key, int Number) row)
    {
        var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"product":"{{row.Key}}","number":{{row.Number}}}"""));
        await _channel.BasicPublishAsync("", Scratch.Queue, mandatory: true, new BasicProperties { Persistent = true }, body);
        Post.Keep(row.Number);
    }
}
