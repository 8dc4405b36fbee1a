using Microsoft.Extensions.Hosting;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>
/// Takes away the lines of events that were received long ago, some at a time: longer than any broker is away and comes back with what it had.
/// </summary>
internal sealed class InboxSweep(DatabaseEngine engine, StoreTrouble trouble, TimeProvider time) : BackgroundService
{
    private const int AtOnce = 1000;
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private readonly string _table = (engine.Schema is { } schema ? schema + "." : "") + MessagingTables.Inbox;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // The process stops. Whoever is told so before SQLite's writer is free says that it was busy.
            }
            catch (Exception exception)
            {
                trouble.Note(exception);
            }
        }
    }

    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var (all, gone, before) = (0, 0, Instant.Now(time) - Keep);
        do
        {
            using var turn = await engine.WaitToWriteAsync(cancellationToken);
            await using var connection = await engine.OpenAsync(cancellationToken);
            gone = (await engine.ExecuteAsync(connection, null,
                [new($"delete from {_table} where (consumer, event) in (select consumer, event from {_table} where received_at < $1 order by received_at limit {AtOnce}{engine.SkipLocked})", before)], cancellationToken))[0];
            all += gone;
        }
        while (gone == AtOnce);
        trouble.Over();
        return all;
    }
}
