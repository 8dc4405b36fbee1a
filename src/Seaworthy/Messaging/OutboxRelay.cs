using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Messaging;

/// <summary>
/// Sends what a service has published: at once when something is committed here, and once a second what others left. While the way is closed events wait in
/// the database, and whoever publishes does not notice.
/// </summary>
internal sealed class OutboxRelay(IOutbox outbox, IEventTransport transport, MessagingMetrics metrics, TimeProvider time, ILogger<OutboxRelay> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileAnotherHasTheTurn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    // Longer than a broker needs, shorter than the database lets a transaction stand still.
    private static readonly TimeSpan SendingTakes = TimeSpan.FromSeconds(8);
    private bool _isClosed;
    private long _looked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await outbox.Bell.WaitAsync(await StepAsync(stoppingToken), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The process stops; what was not sent is sent by others, or when it starts again.
            }
            catch (Exception exception)
            {
                Closed(exception);
                await Task.Delay(Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
