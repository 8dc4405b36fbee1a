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
    private readonly string _insert =
        $"insert into {(database.Sql.Schema is { } schema ? schema + "." : "")}{MessagingTables.Inbox} (consumer, event, received_at) values ($1, $2, $3) on conflict (consumer, event) do nothing";

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
                var changed = await database.Sql.ExecuteAsync(connection, transaction, [.. events.Select(sent => new SqlStatement(_insert, consumer.Name, sent.Id, now))], ct);
                var jobs = events.Where((_, i) => changed[i] == 1).Select(sent => store.Sql.Insert(JobOf(kind, sent, now))).ToArray();
                news.Mark(transaction);
                await database.Sql.ExecuteAsync(connection, transaction, jobs, ct);
                return jobs.Length;
            },
            cancellationToken);
        metrics.Received(service, received, events.Count - received);
    }

    private static NewJob JobOf(IJobKind kind, SentEvent sent, DateTime now) => new(
        Guid.CreateVersion7(now), kind.Queue, kind.Name, sent.Body, kind.Priority, now, kind.MaxAttempts, sent.Tenant, sent.Subject, sent.Trace, null, now)
    {
        Lane = $"{kind.Name} {sent.Key}", LaneOrder = sent.Order,
    };
}
