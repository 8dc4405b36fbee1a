using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>
/// Writes down requests that were refused, behind their answers: they have no transaction to be part of, and whoever is refused a thousand times a second
/// must not make the database write that often. What waits when the process stops is written before it ends; what waits when it is killed is lost.
/// </summary>
internal sealed class RefusalWriter<TContext>(ServiceTrail<TContext> trail, ILogger<RefusalWriter<TContext>> log) : BackgroundService
    where TContext : DbContext
{
    private const int AtOnce = 100;

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        trail.Close();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rows = new List<TrailRow>(AtOnce);
        while (await trail.Waiting.WaitToReadAsync(CancellationToken.None))
        {
            while (rows.Count < AtOnce && trail.Waiting.TryRead(out var row))
            {
                rows.Add(row);
            }

            await WriteAsync(rows);
            rows.Clear();
        }
    }

    private async Task WriteAsync(List<TrailRow> rows)
    {
        var lost = trail.TakeLost();
        Exception? why = null;
        try
        {
            await trail.WriteAsync(rows);
        }
        catch (Exception exception)
        {
            (lost, why) = (lost + rows.Count, exception);
        }

        if (lost > 0)
        {
            Log.TrailLinesLost(log, lost, trail.Service, why);
        }
    }
}
