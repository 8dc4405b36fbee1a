using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Idempotency;
using Log = Seaworthy.Idempotency.Log;

namespace Seaworthy.EntityFrameworkCore.Idempotency;

/// <summary>Takes expired keys away: one timer for all of them. A key whose time is over counts as new before it is gone.</summary>
internal sealed class KeySweep<TContext>(ServiceDatabase<TContext> database, TimeProvider time, ILogger<IdempotencyStage> log) : BackgroundService
    where TContext : DbContext
{
    // A table that is a minute behind is a tiny part larger than it must be.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await database.Keys!.SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.SweepFailed(log, database.Service, exception);
            }
        }
    }
}
