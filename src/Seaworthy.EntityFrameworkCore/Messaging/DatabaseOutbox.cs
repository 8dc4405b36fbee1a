using System.Data.Common;
using System.Globalization;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Hosting;
using Seaworthy.Messaging;

namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>
/// The outbox of one database. Rows are taken away when they were sent, and never passed by: a reader that remembers how far it was misses the row of a
/// transaction that began before others and was committed after them.
/// </summary>
internal sealed class DatabaseOutbox(string service, DatabaseEngine engine, Bell bell, TimeProvider time) : IOutbox
{
    private const int AtOnce = 1000;

    // Of those that were refused, which may be for months: a turn is as long as they make it.
    private const int AgainAtOnce = 200;
    private const int ToldAtOnce = 5;
    private const int CountsTo = 10_000;

    // A process that was stopped in the middle of its turn has it for this long.
    private const int TurnMs = 10_000;
    private const string Columns = "id, event, contract, key, body, tenant, subject, trace, published_at";
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(5);
    private readonly string _table = TableOf(engine);

    private string OfItsKey => $"select 1 from {_table} b where b.refused > 0 and b.contract = o.contract and b.key = o.key";

    public string Service => service;

    public Bell Bell => bell;

    public static string TableOf(DatabaseEngine engine) => (engine.Schema is { } schema ? schema + "." : "") + MessagingTables.Outbox;

    public Task<RelayTurn> RelayAsync(Func<IReadOnlyList<SentEvent>, Task<IReadOnlyList<EventAnswer>>> send, CancellationToken cancellationToken) =>
        engine is PostgreSqlEngine shared ? RelaySharedAsync(shared, send, cancellationToken) : RelayAloneAsync(send, cancellationToken);

    public async Task<WaitingEvents> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        var count = await engine.ReadAsync(connection, null, new($"select count(*) from (select 1 from {_table} limit $1) as first", CountsTo), row => Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture), cancellationToken);
        var first = await engine.ReadAsync(connection, null, new($"select published_at from {_table} order by id limit 1"), row => JobSql.Utc(row, 0), cancellationToken);
        return new(count[0], first.Count == 0 ? null : first[0]);
    }

    // Whoever has the lock has the turn, and has it for as long as his transaction is open. A process that dies loses both at once; one that stands
    // still loses them when the server has had enough, and what it has sent by then is sent again.
    private async Task<RelayTurn> RelaySharedAsync(PostgreSqlEngine shared, Func<IReadOnlyList<SentEvent>, Task<IReadOnlyList<EventAnswer>>> send, CancellationToken cancellationToken)
    {
        await using var connection = await shared.Pools.Relays.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var turn = new SqlStatement($"select set_config('idle_in_transaction_session_timeout', '{TurnMs}', true), pg_try_advisory_xact_lock(hashtextextended($1, 0))", $"seaworthy.outbox.{_table}");
        if (!(await engine.ReadAsync(connection, transaction, turn, row => row.GetBoolean(1), cancellationToken))[0])
        {
            return new(IsMine: false, HasMore: false, 0, 0, null);
        }

        var events = await NextAsync(connection, transaction, cancellationToken);
        if (events.Count == 0)
        {
            return new(IsMine: true, HasMore: false, 0, 0, null);
        }

        var answers = await send(events);
        var refused = Refused(events, answers);
        SqlStatement forget = new($"delete from {_table} where id = any($1)", Sent(events, answers).ToArray());
        await engine.ExecuteAsync(connection, transaction, [forget, .. Again(refused)], CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return Told(answers, refused);
    }

    // One process has the file. Nobody waits for the write while something is on its way.
    private async Task<RelayTurn> RelayAloneAsync(Func<IReadOnlyList<SentEvent>, Task<IReadOnlyList<EventAnswer>>> send, CancellationToken cancellationToken)
    {
        IReadOnlyList<SentEvent> events;
        await using (var connection = await engine.OpenAsync(cancellationToken))
        {
            events = await NextAsync(connection, null, cancellationToken);
        }

        if (events.Count == 0)
        {
            return new(IsMine: true, HasMore: false, 0, 0, null);
        }

        var answers = await send(events);
        var refused = Refused(events, answers);
        using var turn = await engine.WaitToWriteAsync(CancellationToken.None);
        await using var writing = await engine.OpenAsync(CancellationToken.None);
        await using var transaction = await writing.BeginTransactionAsync(CancellationToken.None);
        var forget = Sent(events, answers).Select(id => new SqlStatement($"delete from {_table} where id = $1", id)); // it has no arrays
        await engine.ExecuteAsync(writing, transaction, [.. forget, .. Again(refused)], CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return Told(answers, refused);
    }

    private static RelayTurn Told(IReadOnlyList<EventAnswer> answers, List<(SentEvent Event, string Why)> refused) => new(
        IsMine: true, HasMore: answers.Count >= AtOnce, answers.Count(answer => answer.IsTaken), answers.Count(answer => answer.Why is not null),
        refused.Count == 0 ? null : string.Join("; ", refused.Select(one => one.Why).Distinct().Take(ToldAtOnce)));

    // Of each key the first that was refused; those after it wait for it, and nothing is wrong with them.
    private static List<(SentEvent Event, string Why)> Refused(IReadOnlyList<SentEvent> events, IReadOnlyList<EventAnswer> answers) =>
        [.. events.Zip(answers).Where(one => one.Second.Why is not null).DistinctBy(one => (one.First.Contract, one.First.Key)).Select(one => (one.First, one.Second.Why!))];

    // Those of keys of which all was taken so far, however many others there are; and of the others some again, whoever has waited longest. Of a key nothing passes one that was refused.
    private async Task<IReadOnlyList<SentEvent>> NextAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
    [
        .. await ReadAsync(connection, transaction, new(
            $"select {Columns} from {_table} o where o.refused = 0 and not exists ({OfItsKey}) order by o.id limit $1", AtOnce), cancellationToken),
        .. await ReadAsync(connection, transaction, new(
            $"select {Columns} from {_table} o where o.refused > 0 and o.due_at <= $1 and not exists ({OfItsKey} and b.id < o.id) order by o.due_at, o.id limit $2", Instant.Now(time), AgainAtOnce), cancellationToken),
    ];

    private Task<List<SentEvent>> ReadAsync(DbConnection connection, DbTransaction? transaction, SqlStatement statement, CancellationToken cancellationToken) => engine.ReadAsync(
        connection, transaction, statement,
        row => new SentEvent(
            row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt64(0), row.GetString(4), row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : row.GetString(6),
            row.IsDBNull(7) ? null : row.GetString(7), JobSql.Utc(row, 8)),
        cancellationToken);

    private static IEnumerable<long> Sent(IReadOnlyList<SentEvent> events, IReadOnlyList<EventAnswer> answers) => events.Where((_, i) => answers[i].IsTaken).Select(sent => sent.Order);

    private IEnumerable<SqlStatement> Again(List<(SentEvent Event, string Why)> refused)
    {
        var due = Instant.Now(time) + AfterRefusal;
        return refused.Select(one => new SqlStatement($"update {_table} set refused = refused + 1, due_at = $2, error = $3 where id = $1", one.Event.Order, due, one.Why));
    }
}
