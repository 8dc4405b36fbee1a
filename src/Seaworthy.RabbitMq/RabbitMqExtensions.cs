using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Hosting.Health;
using Seaworthy.Messaging;

namespace Seaworthy.RabbitMq;

/// <summary>Events between processes (R22).</summary>
public static class RabbitMqExtensions
{
    /// <summary>
    /// Sends events over the RabbitMQ that <c>RABBITMQ_URL</c> (<c>Messaging:Url</c>) names, and takes those that the services of this process consume. Without one they stay in the
    /// process.
    /// </summary>
    public static SeaworthyBuilder AddRabbitMq(this SeaworthyBuilder seaworthy)
    {
        ArgumentNullException.ThrowIfNull(seaworthy);
        if (seaworthy.Options.Messaging.Url is not { } url)
        {
            return seaworthy;
        }

        var services = seaworthy.Services;
        services.AddSingleton(_ => new Broker(new Uri(url)));
        services.AddSingleton<RabbitMqTransport>();
        services.AddSingleton<IEventTransport>(sp => sp.GetRequiredService<RabbitMqTransport>());
        services.AddSingleton<IDependencyCheck>(sp => new BrokerCheck(sp.GetRequiredService<Broker>()));
        services.AddSingleton<IHostedService, RabbitMqConsumers>();
        return seaworthy;
    }
}
