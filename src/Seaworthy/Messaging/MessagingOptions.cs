using Seaworthy.Hosting.Settings;

namespace Seaworthy.Messaging;

/// <summary>How events go from service to service (R22); for the process.</summary>
public sealed class MessagingOptions
{
    /// <summary>
    /// The RabbitMQ between processes, <c>amqp://user:password@host:5672/</c> or <c>amqps://</c>. Usual name <c>RABBITMQ_URL</c>. Null (default): events stay in the process.
    /// </summary>
    [Secret]
    public string? Url { get; set; }

    /// <summary>Sends what the services of this process publish. Default on. Off: other processes of theirs do, a second later than it would be.</summary>
    public bool Relay { get; set; } = true;
}
