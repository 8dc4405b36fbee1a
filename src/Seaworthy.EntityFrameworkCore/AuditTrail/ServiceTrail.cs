using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Observability;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>The trail of a service, in its own database.</summary>
internal sealed class ServiceTrail<TContext>(
    Session<TContext> session, ServiceDatabase<TContext> database, string service, TrailSignature signature) : IServiceTrail
    where TContext : DbContext
{
    private const int MostWaiting = 1000, AtOnce = 5000;
    private readonly Session<TContext> _all = session.AllTenants();
    private readonly Channel<TrailRow> _refused = Channel.CreateBounded<TrailRow>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private int _lost;

    public string Service => service;

    /// <summary>Requests that were refused and wait to be written down.</summary>
    public ChannelReader<TrailRow> Waiting => _refused.Reader;

    public async Task<IReadOnlyList<TrailLine>> ReadAsync(TrailFilter filter, CancellationToken cancellationToken)
    {
        var rows = await _all.ReadAsync(
            (db, ct) => Wanted(db, filter).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(filter.Take).ToListAsync(ct), cancellationToken);
        return rows.ConvertAll(LineOf);
    }

    public async Task<long> PruneAsync(DateTime until, CancellationToken cancellationToken)
    {
        var (all, gone) = (0L, 0);
        do
        {
            gone = await _all.WriteAsync((db, ct) => PruneSomeAsync(db, until, ct), cancellationToken);
            all += gone;
        }
        while (gone == AtOnce);
        return all;
    }

    public void Refused(RequestRecord record)
    {
        var row = new TrailRow
        {
            Action = TrailAction.Refused, ObjectKind = "endpoint", ObjectId = $"{record.Context.Request.Method} {RouteLabel.Of(record.Plan)}",
        };
        signature.Sign(row, RequestOrigin.Of(record), record.RequestId);
        if (!_refused.Writer.TryWrite(row))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>No more are taken.</summary>
    public void Close() => _refused.Writer.TryComplete();

    /// <summary>How many could not be written down since this was asked the last time.</summary>
    public int TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <summary>Writes down what was refused.</summary>
    public Task WriteAsync(IReadOnlyList<TrailRow> rows) => _all.WriteAsync(
        (db, _) =>
        {
            db.AddRange(rows);
            return Task.FromResult(rows.Count);
        },
        CancellationToken.None);

    private async Task<int> PruneSomeAsync(TContext db, DateTime until, CancellationToken cancellationToken)
    {
        var (before, after) = TrailGuard.Open(database.Sql, until);
        await _all.ExecuteAsync(db, before, cancellationToken);
        var gone = await db.Set<TrailRow>().Where(row => row.At < until).OrderBy(row => row.At).Take(AtOnce).ExecuteDeleteAsync(cancellationToken);
        if (after.Count > 0)
        {
            await _all.ExecuteAsync(db, after, cancellationToken);
        }

        if (gone > 0)
        {
            db.NoteTrail(TrailAction.Pruned, "trail", $"before {until:O}");
        }

        return gone;
    }

    private static IQueryable<TrailRow> Wanted(TContext db, TrailFilter filter)
    {
        IQueryable<TrailRow> rows = db.Set<TrailRow>();
        rows = filter.Who is { } who ? rows.Where(row => row.Who == who) : rows;
        rows = filter.ObjectKind is { } kind ? rows.Where(row => row.ObjectKind == kind) : rows;
        rows = filter.ObjectId is { } id ? rows.Where(row => row.ObjectId == id) : rows;
        rows = filter.Since is { } since ? rows.Where(row => row.At >= since) : rows;
        return filter.After is { } last ? rows.Where(row => row.At <= last.At && (row.At < last.At || row.Id < last.Id)) : rows;
    }

    private static TrailLine LineOf(TrailRow row) => new(
        row.Id, row.At, row.Action, row.ObjectKind, row.ObjectId, row.Columns.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.Who, row.WhoKind, row.WhoTenant, row.Tenant == 0 ? null : row.Tenant, row.RequestId, row.Address);
}
