namespace Seaworthy.Faults.Harness;

/// <summary>The rows that need RabbitMQ, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBrokerTests : ICollectionFixture<SharedBroker>
{
    public const string Name = "RabbitMQ";
}

/// <summary>One RabbitMQ for all of them, which takes seconds to start; each run has a <see cref="VirtualHost"/> of its own.</summary>
public sealed class SharedBroker : IAsyncLifetime
{
    public RabbitMqServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RabbitMqServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
