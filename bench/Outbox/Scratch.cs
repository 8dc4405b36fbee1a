using Npgsql;
using RabbitMQ.Client;

namespace Seaworthy.Bench.Outbox;

/// <summary>An empty database and a queue for one row.</summary>
/// <param name="Url">Of PostgreSQL; null for files in the folder.</param>
/// <param name="Broker">Of RabbitMQ; null for none.</param>
/// <param name="Folder">A data folder.</param>
internal sealed record Scratch(string? Url, string? Broker, string Folder) : IAsyncDisposable
{
    public const string Queue = "bench";
    private const string Events = "seaworthy.events";

    // What one row leaves behind would be sent to by the next.
    private static readonly string[] Queues = [Queue, $"seaworthy.warehouse.count.{Shop.Sold.Name}", $"seaworthy.warehouse.count.{Shop.Sold.Name}.dead"];

    public static async Task<Scratch> MakeAsync(OutboxRow row)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Environment.GetEnvironmentVariable("BENCH_SCRATCH")!, Guid.NewGuid().ToString("N"))).FullName;
        if (row.Way == Way.Local)
        {
            return new(null, null, folder);
        }

        var server = Environment.GetEnvironmentVariable("BENCH_DATABASE")!;
        var name = $"b{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync();
        Scratch made = new(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString, Environment.GetEnvironmentVariable("BENCH_BROKER")!, folder);
        if (row.What != What.EndToEnd)
        {
            await made.InBrokerAsync(DeclareAsync);
        }

        return made;
    }

    public async ValueTask DisposeAsync()
    {
        if (Broker is not null)
        {
            await InBrokerAsync(async channel =>
            {
                foreach (var queue in Queues)
                {
                    await channel.QueueDeleteAsync(queue);
                }
            });
        }
    }

    // As the consumers of the product declare theirs.
    private static async Task DeclareAsync(IChannel channel)
    {
        await channel.ExchangeDeclareAsync(Events, ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync(Queue, Events, Shop.Sold.Name);
    }

    private async Task InBrokerAsync(Func<IChannel, Task> work)
    {
        await using var connection = await new ConnectionFactory { Uri = new(Broker!) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await work(channel);
    }
}
