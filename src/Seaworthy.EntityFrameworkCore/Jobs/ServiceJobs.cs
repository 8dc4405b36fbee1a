using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Jobs;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>
/// Where a service asks for jobs (R60): in the transaction that has the reason for them, so that there is a job if and only if it is committed.
/// </summary>
public sealed class ServiceJobs<TContext> : IServiceJobs
    where TContext : DbContext
{
    private const int Tries = 5;
    private readonly Session<TContext> _session;
    private readonly ServiceDatabase<TContext> _database;
    private readonly JobNews<TContext> _news;
    private readonly DatabaseJobs _store;
    private readonly JobRegistry _registry;
    private readonly CurrentRequest _current;
    private readonly TimeProvider _time;
    private readonly JsonSerializerOptions _answers;

    internal ServiceJobs(Session<TContext> session, ServiceDatabase<TContext> database, JobNews<TContext> news, JobParts<TContext> parts, CurrentRequest current, TimeProvider time,
        JsonSerializerOptions answers) =>
        (_session, _database, _news, _store, _registry, _current, _time, _answers, Queues) = (session, database, news, parts.Store, parts.Registry, current, time, answers, [.. parts.Registry.Queues]);

    /// <inheritdoc/>
    public string Service => _store.Service;

    /// <inheritdoc/>
    public IReadOnlyList<string> Queues { get; }

    /// <summary>Asks for a job inside <c>session.WriteAsync</c>: it is there when that transaction is committed.</summary>
    /// <param name="context">The transaction's.</param>
    /// <param name="kind">What kind of job.</param>
    /// <param name="args">What it is told.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <param name="wish">What it has of its own; whose it is, is the request's where this does not say.</param>
    public async Task<JobTicket> EnqueueAsync<TArgs>(TContext context, JobKind<TArgs> kind, TArgs args, CancellationToken cancellationToken, JobWish? wish = null)
    {
        var transaction = context.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("A job is asked for inside WriteAsync's transaction.");
        var (connection, job) = (context.Database.GetDbConnection(), Made(kind, args, wish, (context as TenantDbContext)?.Tenant));
        _news.Mark(transaction);
        for (var tries = 1; ; tries++)
        {
            _database.CountStatement(_store.Sql.InsertText);
            if ((await _database.Sql.ExecuteAsync(connection, transaction, [_store.Sql.Insert(job)], cancellationToken))[0] == 1)
            {
                return new(job.Id, IsNew: true);
            }

            // It may be over between the two.
            if (await _store.ReadAsync(connection, transaction, _store.Sql.FindByKey(job.UniqueKey!), row => row.GetGuid(0), cancellationToken) is [var there])
            {
                return new(there, IsNew: false);
            }

            if (tries == Tries)
            {
                throw new DatabaseBusyException($"Jobs with the key {job.UniqueKey} come and go too fast to say which one it is.");
            }
        }
    }

    /// <summary>Asks for a job in a transaction of its own.</summary>
    public Task<JobTicket> EnqueueAsync<TArgs>(JobKind<TArgs> kind, TArgs args, CancellationToken cancellationToken, JobWish? wish = null) =>
        _session.WriteAsync((db, ct) => EnqueueAsync(db, kind, args, ct, wish), cancellationToken);

    /// <summary>Asks for many, by the quickest way that the engine has; inside <c>session.WriteAsync</c>. A unique key is not for many.</summary>
    public async Task EnqueueManyAsync<TArgs>(TContext context, JobKind<TArgs> kind, IEnumerable<TArgs> args, CancellationToken cancellationToken, JobWish? wish = null)
    {
        if (wish?.UniqueKey is not null)
        {
            throw new ArgumentException("Many jobs cannot share a unique key: ask for them one by one.", nameof(wish));
        }

        var transaction = context.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Jobs are asked for inside WriteAsync's transaction.");
        _news.Mark(transaction);
        var tenant = (context as TenantDbContext)?.Tenant;
        await _database.Sql.InsertManyAsync(context.Database.GetDbConnection(), transaction, JobTables.Jobs, JobSql.InsertColumns, args.Select(arg => JobSql.Row(Made(kind, arg, wish, tenant))), cancellationToken);
    }

    /// <summary>The statement that asks for a job, for transactions that are statements of your own.</summary>
    /// <exception cref="ArgumentException">It has a unique key: nobody would be told which job is there already.</exception>
    public SqlStatement Statement<TArgs>(JobKind<TArgs> kind, TArgs args, JobWish? wish = null) => wish?.UniqueKey is null
        ? _store.Sql.Insert(Made(kind, args, wish, null))
        : throw new ArgumentException($"A statement cannot say which job with the key {wish.UniqueKey} is there already: ask for it with EnqueueAsync.", nameof(wish));

    /// <inheritdoc/>
    public async Task<JobView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await _database.Sql.OpenAsync(cancellationToken);

        // The order matters: a job that ends between the two is found as ended.
        return await FindAsync(_store.Sql.FindOpen(id)) ?? await FindAsync(_store.Sql.FindFinished(id));

        async Task<JobView?> FindAsync(SqlStatement statement) =>
            await _store.ReadAsync(connection, null, statement, JobSql.ReadView, cancellationToken) is [var job] ? job : null;
    }

    /// <inheritdoc/>
    public async Task<JobPage> SearchAsync(JobQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNotEqual(query.Most is >= 1 and <= 1000, true, nameof(query));
        await using var connection = await _database.Sql.OpenAsync(cancellationToken);
        var found = await _store.ReadAsync(connection, null, JobSearch.Find(_store.Sql, query), JobSql.ReadView, cancellationToken);
        return found.Count == query.Most
            ? new(found, found[^1].Id)
            : new(found, (await _store.ReadAsync(connection, null, JobSearch.LookedTo(_store.Sql, query), row => (Guid?)row.GetGuid(0), cancellationToken)).FirstOrDefault());
    }

    /// <inheritdoc/>
    public Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken) => _session.WriteAsync(
        async (db, ct) =>
        {
            var kind = await _session.ReadAsync(db, _store.Sql.FindOpen(id), JobSql.ReadView, ct) is [var job] ? _registry.Find(job.Kind) : null;
            var open = _store.Sql.CancelOpen(id, Instant.Now(_time), kind?.Keep ?? KeepUnknown); // twice: one that ran may be given back between the two
            return await ChangedAsync(db, open, ct) || await ChangedAsync(db, [_store.Sql.AskToEnd(id)], ct) || await ChangedAsync(db, open, ct);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken) => _session.WriteAsync(
        async (db, ct) =>
        {
            _news.Mark(db.Database.CurrentTransaction!.GetDbTransaction());
            return await ChangedAsync(db, _store.Sql.Revive(id, Instant.Now(_time)), ct);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task PauseAsync(string queue, CancellationToken cancellationToken) =>
        _session.WriteAsync((db, ct) => ChangedAsync(db, [_store.Sql.Pause(queue, Instant.Now(_time))], ct), cancellationToken);

    /// <inheritdoc/>
    public Task ResumeAsync(string queue, CancellationToken cancellationToken) =>
        _session.WriteAsync((db, ct) => ChangedAsync(db, [_store.Sql.Resume(queue)], ct), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> CountWaitingAsync(string queue, int most, CancellationToken cancellationToken) => (await _store.WaitingAsync(queue, most, cancellationToken)).Count;

    /// <summary>
    /// Ends a job in its handler's own transaction: what the handler writes into the database happens once, whatever becomes of the process after the
    /// commit, or of another process that has the job by then.
    /// </summary>
    /// <param name="context">The transaction's.</param>
    /// <param name="run">The job.</param>
    /// <param name="cancellationToken">The handler's.</param>
    /// <param name="result">What it has made, kept as JSON for whoever asks.</param>
    /// <exception cref="JobStaleException">The job is another attempt's by now: let it through, so that all is rolled back.</exception>
    public async Task CompleteInTransactionAsync(TContext context, JobRun run, CancellationToken cancellationToken, object? result = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var ended = new EndedJob(run.Claimed, JobEnd.Done) { Result = result is null ? null : JsonSerializer.Serialize(result, _answers) };
        await EndAsync(context, run, ended, run.Kind.Keep, cancellationToken);
    }

    /// <summary>The same for a job that no further attempt may be made at; the handler throws <paramref name="error"/> when the transaction is committed.</summary>
    internal Task DieInTransactionAsync(TContext context, JobRun run, JobRejectedException error, CancellationToken cancellationToken) =>
        EndAsync(context, run, new EndedJob(run.Claimed, JobEnd.Dead) { Error = EndedJob.Told(error) }, run.Kind.KeepDead, cancellationToken);

    private static TimeSpan KeepUnknown => TimeSpan.FromDays(1);

    private async Task EndAsync(TContext context, JobRun run, EndedJob ended, TimeSpan keep, CancellationToken cancellationToken)
    {
        var transaction = context.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("A job is ended inside WriteAsync's transaction.");
        var now = Instant.Now(_time);
        var kept = ended with { KeepUntil = keep > TimeSpan.Zero ? now + keep : null };
        if (!await _store.CompleteAsync(context.Database.GetDbConnection(), transaction, kept, now, cancellationToken))
        {
            throw new JobStaleException(run.Id);
        }

        run.IsCommitted = true;
    }

    private async Task<bool> ChangedAsync(TContext db, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var changed = await _database.Sql.ExecuteAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), statements, cancellationToken);
        return changed[^1] > 0;
    }

    private NewJob Made<TArgs>(JobKind<TArgs> kind, TArgs args, JobWish? wish, long? tenant)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var now = Instant.Now(_time);
        return new(
            Guid.CreateVersion7(now), kind.Queue, kind.Name, JsonSerializer.Serialize(args, JobJson.Options), wish?.Priority ?? kind.Priority, wish?.DueAt ?? now, kind.MaxAttempts,
            wish?.Tenant ?? (tenant > 0 ? tenant : null), wish?.Subject ?? _current.Scope?.Origin.Subject, Activity.Current?.Id, wish?.UniqueKey, now);
    }
}
