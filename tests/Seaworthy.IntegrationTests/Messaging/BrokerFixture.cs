using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>One RabbitMQ for all tests of the class, which takes seconds to start; and what is in its queues.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    public RabbitMqServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RabbitMqServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>How many messages wait in a queue that nobody has in hand, and how many consume it.</summary>
    public Task<(uint Ready, uint Consumers)> CountAsync(string queue) => WithAsync(async channel =>
    {
        var told = await channel.QueueDeclarePassiveAsync(queue);
        return (told.MessageCount, told.ConsumerCount);
    });

    public Task<bool> ExistsAsync(string queue) => WithAsync(async channel =>
    {
        try
        {
            await channel.QueueDeclarePassiveAsync(queue);
            return true;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    });

    /// <summary>Takes the first message and the queue; by consuming, since a queue with one active consumer is not asked otherwise.</summary>
    public Task<BasicDeliverEventArgs> TakeLastAsync(string queue) => WithAsync(async channel =>
    {
        var first = new TaskCompletionSource<BasicDeliverEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => Task.FromResult(first.TrySetResult(message));
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        var got = await first.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await channel.QueueDeleteAsync(queue);
        return got;
    });

    /// <summary>Empties a queue that nobody consumes.</summary>
    public Task PurgeAsync(string queue) => WithAsync(channel => channel.QueuePurgeAsync(queue));

    private async Task<T> WithAsync<T>(Func<IChannel, Task<T>> work)
    {
        await using var connection = await new ConnectionFactory { Uri = new(Server.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await work(channel);
    }
}
