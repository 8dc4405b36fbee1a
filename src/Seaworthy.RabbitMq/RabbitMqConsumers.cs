using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Messaging;

namespace Seaworthy.RabbitMq;

/// <summary>
/// All consumers of the process, each back by itself when its connection was lost. They go with the first signal to stop, in front of the grace period: what they have begun with is
/// committed, and the rest is for others.
/// </summary>
internal sealed class RabbitMqConsumers(IEnumerable<IEventReceiver> receivers, Broker broker, TimeProvider time, ILogger<RabbitMqConsumers> log) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    // A few commits; what is not committed by then goes back to the broker.
    private static readonly TimeSpan LeavingTakes = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _leaving = new();

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => _leaving.CancelAsync();

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(LeavingTakes, time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _leaving.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token, stoppingToken);
        await Task.WhenAll(
            from receiver in receivers
            from consumer in receiver.Consumers
            select ConsumeAsync(new(receiver, consumer, broker, time, log), leaving.Token, stoppingToken));
    }

    private async Task ConsumeAsync(QueueConsumer consumer, CancellationToken leaving, CancellationToken stoppingToken)
    {
        var isAway = false;
        while (!leaving.IsCancellationRequested)
        {
            try
            {
                await consumer.ConsumeAsync(back: () => isAway = false, leaving, stoppingToken);
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                // The process stops; what was not acknowledged comes again.
            }
            catch (Exception exception)
            {
                if (!isAway)
                {
                    Log.ConsumerAway(log, consumer.Queue, broker.Place, exception);
                }

                isAway = true;
                await Task.Delay(BetweenTries, time, leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
