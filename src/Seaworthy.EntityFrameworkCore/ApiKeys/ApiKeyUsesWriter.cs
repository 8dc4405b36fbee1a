using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Identity;

namespace Seaworthy.EntityFrameworkCore.ApiKeys;

/// <summary>Writes down once a minute, and when the process stops, which keys were used.</summary>
internal sealed class ApiKeyUsesWriter<TContext>(ServiceApiKeys<TContext> keys, ApiKeyUses<TContext> uses, TimeProvider time, ILogger<IdentityStage> log) : BackgroundService
    where TContext : DbContext
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    /// <summary>Writes what has come together; what cannot be written is kept for the next time.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var used = uses.Take();
        if (used.Count == 0)
        {
            return;
        }

        try
        {
            await keys.KeepUsesAsync(used, cancellationToken);
        }
        catch (Exception exception)
        {
            uses.GiveBack(used);
            Log.ApiKeyUsesNotKept(log, keys.Service, exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WriteAsync(CancellationToken.None);
        }
    }
}
