using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Jobs;
using Seaworthy.Messaging;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>
/// Where a service tells others what has happened (R22, R90): in the transaction in which it happens, so that it is told if and only if it is committed.
/// </summary>
public sealed class ServiceEvents<TContext>
    where TContext : DbContext
{
    private const string Columns = "event, contract, key, body, tenant, subject, trace, published_at, due_at, refused";
    private const string Places = "$1, $2, $3, $4, $5, $6, $7, $8, $8, 0";
    private readonly ServiceDatabase<TContext> _database;
    private readonly OutboxNews<TContext> _news;
    private readonly CurrentRequest _current;
    private readonly TimeProvider _time;
    private readonly string _into;
    private readonly string _insert;

    internal ServiceEvents(ServiceDatabase<TContext> database, OutboxNews<TContext> news, CurrentRequest current, TimeProvider time)
    {
        (_database, _news, _current, _time) = (database, news, current, time);
        _into = $"insert into {DatabaseOutbox.TableOf(database.Sql)} ({Columns})";
        _insert = $"{_into} values ({Places})";
    }

    /// <summary>Publishes an event inside <c>session.WriteAsync</c>: it is sent when that transaction is committed.</summary>
    /// <param name="context">The transaction's.</param>
    /// <param name="contract">What is told.</param>
    /// <param name="told">The event.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task PublishAsync<TEvent>(TContext context, EventContract<TEvent> contract, TEvent told, CancellationToken cancellationToken)
    {
        var transaction = context.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("An event is published inside WriteAsync's transaction.");
        _news.Mark(transaction);
        _database.CountStatement(_insert);
        await _database.Sql.ExecuteAsync(context.Database.GetDbConnection(), transaction, [Made(contract, told, (context as TenantDbContext)?.Tenant)], cancellationToken);
    }

    /// <summary>The statement that publishes an event, for transactions that are statements of your own.</summary>
    public SqlStatement Statement<TEvent>(EventContract<TEvent> contract, TEvent told) => Made(contract, told, null);

    /// <summary>The statement that publishes an event if there is a row: what an update before it in the same transaction has left behind decides.</summary>
    /// <param name="contract">What is told.</param>
    /// <param name="told">The event.</param>
    /// <param name="from">A table and a condition, <c>stock where id = $9 and quantity = 0</c>, put together of names from code; true for one row at the most.</param>
    /// <param name="values">The values of <c>$9</c> and those after it.</param>
    public SqlStatement StatementWhere<TEvent>(EventContract<TEvent> contract, TEvent told, string from, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var always = Made(contract, told, null);
        return new($"{_into} select {Places} from {from}", [.. always.Values, .. values]) { PublishesEvent = true };
    }

    private SqlStatement Made<TEvent>(EventContract<TEvent> contract, TEvent told, long? tenant)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var (now, key, body) = (Instant.Now(_time), contract.KeyOf(told), JsonSerializer.Serialize(told, JobJson.Options));
        EventBounds.Check(contract.Name, key, body);
        return new(
            _insert, Guid.CreateVersion7(now), contract.Name, key, body, tenant > 0 ? tenant : null,
            _current.Scope?.Origin.Subject, Activity.Current?.Id, now) { PublishesEvent = true };
    }
}
