using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Takes away sessions, refresh tokens and links that have expired, some rows at a time.</summary>
internal sealed class AccountSweep<TContext>(Session<TContext> session, AccountKeeping<TContext> keeping, TimeProvider time, ILogger<IdentityStage> log)
    : BackgroundService
    where TContext : DbContext
{
    private const int AtOnce = 500;

    // Whatever has expired is refused before it is gone: it only takes room.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        await SweepAsync(db => db.Set<AccountLinkRow>().Where(link => link.ExpiresAt <= now).OrderBy(link => link.ExpiresAt), cancellationToken);
        await SweepAsync(db => db.Set<RefreshTokenRow>().Where(token => token.ExpiresAt <= now).OrderBy(token => token.ExpiresAt), cancellationToken);
        await SweepAsync(db => db.Set<AccountSessionRow>().Where(known => known.ExpiresAt <= now).OrderBy(known => known.ExpiresAt), cancellationToken);
    }

    /// <summary>The same where nobody is there to hear of a failure but the log.</summary>
    public async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.AccountSweepFailed(log, keeping.Profile.Name, exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TrySweepAsync(stoppingToken);
        }
    }

    private async Task SweepAsync<TRow>(Func<TContext, IQueryable<TRow>> expired, CancellationToken cancellationToken)
        where TRow : class
    {
        while (await session.WriteAsync((db, ct) => expired(db).Take(AtOnce).ExecuteDeleteAsync(ct), cancellationToken) == AtOnce)
        {
        }
    }
}
