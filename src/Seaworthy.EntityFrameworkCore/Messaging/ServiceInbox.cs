using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Messaging;

namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>
/// The inbox of one database. An event that is received becomes a job of its consumer, in one transaction with the line that drops it the next time; of one
/// key one job waits for the other. What cannot be handled is dead in the end, with its error, and those after it go on.
/// </summary>
internal sealed class ServiceInbox<TContext>(
    string service, JobRegistry registry, Session<TContext> session, ServiceDatabase<TContext> database, JobNews<TContext> news, DatabaseJobs store, MessagingMetrics metrics, TimeProvider time)
    : IEventReceiver
    where TContext : DbContext
{
    private const string Unless = "on conflict (consumer, event) do nothing";
    private readonly string _into = $"insert into {(database.Sql.Schema is { } schema ? schema + "." : "")}{MessagingTables.Inbox} (consumer, event, received_at)";

    public string Service => service;

    public IReadOnlyList<EventConsumer> Consumers { get; } = [.. registry.Consumers];

    public async Task ReceiveAsync(EventConsumer consumer, IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
    {
        var kind = registry.Find(consumer.Name)!;
        var now = Instant.Now(time);
        var received = await session.WriteAsync(
            async (db, ct) =>
            {
                var (connection, transaction) = (db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction());
                var fresh = await FreshAsync(connection, transaction, consumer, events, now, ct);
                news.Mark(transaction);
                await AskAsync(connection, transaction, [.. fresh.Select(sent => JobOf(kind, sent, now))], ct);
                return fresh.Count;
            },
            cancellationToken);
        metrics.Received(service, received, events.Count - received);
    }

    // Those that have not come before, each once.
    private async Task<IReadOnlyList<SentEvent>> FreshAsync(
        DbConnection connection, DbTransaction transaction, EventConsumer consumer, IReadOnlyList<SentEvent> events, DateTime now, CancellationToken cancellationToken)
    {
        if (database.Sql is PostgreSqlEngine)
        {
            SqlStatement all = new($"{_into} select $1, e, $3 from unnest($2) as e {Unless} returning event", consumer.Name, events.Select(sent => sent.Id).ToArray(), now);
            var fresh = (await database.Sql.ReadAsync(connection, transaction, all, row => row.GetGuid(0), cancellationToken)).ToHashSet();
            return [.. events.Where(sent => fresh.Remove(sent.Id))];
        }

        var changed = await database.Sql.ExecuteAsync(connection, transaction, [.. events.Select(sent => new SqlStatement($"{_into} values ($1, $2, $3) {Unless}", consumer.Name, sent.Id, now))], cancellationToken);
        return [.. events.Where((_, i) => changed[i] == 1)];
    }

    // One by a statement, which is one exchange; more by the engine's way for many, which is some.
    private Task AskAsync(DbConnection connection, DbTransaction transaction, NewJob[] jobs, CancellationToken cancellationToken) => jobs switch
    {
        [] => Task.CompletedTask,
        [var one] => database.Sql.ExecuteAsync(connection, transaction, [store.Sql.Insert(one)], cancellationToken),
        _ => database.Sql.InsertManyAsync(connection, transaction, JobTables.Jobs, JobSql.InsertColumns, jobs.Select(JobSql.Row), cancellationToken),
    };

    private static NewJob JobOf(IJobKind kind, SentEvent sent, DateTime now) => new(
        Guid.CreateVersion7(now), kind.Queue, kind.Name, sent.Body, kind.Priority, now, kind.MaxAttempts, sent.Tenant, sent.Subject, sent.Trace, null, now)
    {
        Lane = $"{kind.Name} {sent.Key}", LaneOrder = sent.Order,
    };
}
