using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Messaging;

/// <summary>
/// Sends what a service has published: at once when something is committed here, and once a second what others left. While the way is closed events wait in
/// the database, and whoever publishes does not notice. When the process stops it is the last to go: what was committed meanwhile is sent, unless the way is closed.
/// </summary>
internal sealed class OutboxRelay(IOutbox outbox, IEventTransport transport, MessagingMetrics metrics, TimeProvider time, ILogger<OutboxRelay> log) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileAnotherHasTheTurn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    // Longer than a broker needs, shorter than the database lets a transaction stand still.
    private static readonly TimeSpan SendingTakes = TimeSpan.FromSeconds(8);

    // A hundred thousand events at the usual speed. What is left then is sent by others, or when the process starts again.
    private static readonly TimeSpan LeavingTakes = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosed;
    private long _looked;

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Not yet: requests and jobs that come to their end may still publish.</summary>
    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken)
    {
        _leaving.TrySetResult();
        outbox.Bell.Ring();
        await Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(LeavingTakes, time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            // Asked before: what is committed while a turn looks is found by the next one.
            var isLast = _leaving.Task.IsCompleted;
            try
            {
                var wait = await StepAsync(stoppingToken);
                if (isLast && wait > TimeSpan.Zero)
                {
                    return;
                }

                if (wait > TimeSpan.Zero)
                {
                    await outbox.Bell.WaitAsync(wait, time, stoppingToken);
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // The process stops, and whoever waited for SQLite's writer says that it was busy; what was not sent is sent by others, or when it starts again.
            }
            catch (Exception exception)
            {
                Closed(exception);
                await Task.WhenAny(_leaving.Task, Task.Delay(Poll, time, stoppingToken));
                if (_leaving.Task.IsCompleted)
                {
                    // It was closed a moment ago, and nobody waits for it to open.
                    return;
                }
            }
        }
    }

    // Until nothing is left; then how long to wait if nobody rings.
    private async Task<TimeSpan> StepAsync(CancellationToken stoppingToken)
    {
        await LookAsync(stoppingToken);
        using var late = new CancellationTokenSource(SendingTakes, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stoppingToken);
        var turn = await outbox.RelayAsync(events => transport.SendAsync(events, either.Token), stoppingToken);
        metrics.Relayed(outbox.Service, turn.Sent, turn.Refused);
        if (turn.Refused > 0)
        {
            Log.Refused(log, turn.Refused, outbox.Service, turn.Why!);
        }
        else if (turn is { IsMine: true, Sent: > 0 } && _isClosed)
        {
            _isClosed = false;
            Log.Open(log, outbox.Service);
        }

        return !turn.IsMine ? WhileAnotherHasTheTurn : turn.HasMore || turn.Sent > 0 ? TimeSpan.Zero : Poll;
    }

    // Also while the way is closed: that is when somebody wants to know.
    private async Task LookAsync(CancellationToken stoppingToken)
    {
        if (_looked == 0 || time.GetElapsedTime(_looked) > BetweenLooks)
        {
            _looked = time.GetTimestamp();
            metrics.Seen(outbox.Service, await outbox.WaitingAsync(stoppingToken), time.GetUtcNow().UtcDateTime);
        }
    }

    private void Closed(Exception exception)
    {
        if (!_isClosed)
        {
            Log.Closed(log, outbox.Service, exception);
        }

        _isClosed = true;
    }
}
