using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Messaging;

namespace Seaworthy.RabbitMq;

/// <summary>All consumers of the process, each back by itself when its connection was lost.</summary>
internal sealed class RabbitMqConsumers(IEnumerable<IEventReceiver> receivers, Broker broker, TimeProvider time, ILogger<RabbitMqConsumers> log) : BackgroundService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from receiver in receivers
        from consumer in receiver.Consumers
        select ConsumeAsync(new(receiver, consumer, broker, time, log), stoppingToken));

    private async Task ConsumeAsync(QueueConsumer consumer, CancellationToken stoppingToken)
    {
        var isAway = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await consumer.ConsumeAsync(back: () => isAway = false, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
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
                await Task.Delay(BetweenTries, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
