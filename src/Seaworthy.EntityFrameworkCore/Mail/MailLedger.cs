using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Mail;

/// <summary>Which mail is how far, by its key: one row each, changed only by the job that has it.</summary>
internal sealed class MailLedger<TContext>(Session<TContext> session, TimeProvider time)
    where TContext : DbContext
{
    private const int AtOnce = 1000;

    // Longer than a job is tried and then kept as dead, so that a retry finds what it retries.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private readonly Lazy<string> _table = new(session.TableOf<MailRow>);

    /// <summary>Takes a key for a job, inside a transaction; false where it has been taken before.</summary>
    public async Task<bool> TakeAsync(TContext db, string key, Guid job, MailState state, CancellationToken cancellationToken) => await ChangedAsync(
        db, new($"insert into {_table.Value} (key, state, job, keep_until) values ($1, $2, $3, $4) on conflict (key) do nothing", key, (int)state, job, KeepUntil()), cancellationToken);

    /// <summary>How far it is, and whose job; null where nobody has asked for it.</summary>
    public async Task<(MailState State, Guid Job)?> FindAsync(string key, CancellationToken cancellationToken) =>
        await session.ReadAsync(Find(key), Read, cancellationToken) is [var found] ? found : null;

    /// <summary>The same inside a transaction.</summary>
    public async Task<(MailState State, Guid Job)?> FindAsync(TContext db, string key, CancellationToken cancellationToken) =>
        await session.ReadAsync(db, Find(key), Read, cancellationToken) is [var found] ? found : null;

    /// <summary>It goes from one state to the next, inside a transaction; false where another attempt was quicker.</summary>
    public Task<bool> MoveAsync(TContext db, string key, Guid job, MailState from, MailState to, CancellationToken cancellationToken) => ChangedAsync(
        db, new($"update {_table.Value} set state = $4, keep_until = $5 where key = $1 and job = $2 and state = $3", key, job, (int)from, (int)to, KeepUntil()), cancellationToken);

    /// <summary>The same in a transaction of its own.</summary>
    public Task<bool> MoveAsync(string key, Guid job, MailState from, MailState to, CancellationToken cancellationToken) =>
        session.WriteAsync((db, ct) => MoveAsync(db, key, job, from, to, ct), cancellationToken);

    /// <summary>Forgets the keys whose time is over.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        SqlStatement sweep = new($"delete from {_table.Value} where key in (select key from {_table.Value} where keep_until <= $1 order by keep_until limit {AtOnce})", now);
        while ((await session.WriteAsync((db, ct) => session.ExecuteAsync(db, [sweep], ct), cancellationToken))[0] == AtOnce)
        {
        }
    }

    private SqlStatement Find(string key) => new($"select state, job from {_table.Value} where key = $1", key);

    private static (MailState State, Guid Job) Read(DbDataReader row) => ((MailState)row.GetInt32(0), row.GetGuid(1));

    private async Task<bool> ChangedAsync(TContext db, SqlStatement statement, CancellationToken cancellationToken) =>
        (await session.ExecuteAsync(db, [statement], cancellationToken))[0] == 1;

    private DateTime KeepUntil() => Instant.Now(time) + Kept;
}
