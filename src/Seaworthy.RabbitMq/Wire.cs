using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Seaworthy.Messaging;

namespace Seaworthy.RabbitMq;

/// <summary>An event as a message: the body is its JSON, all else is properties and headers, so that a consumer in another language finds its way.</summary>
internal static class Wire
{
    private const string Key = "seaworthy-key";
    private const string Order = "seaworthy-order";
    private const string Tenant = "seaworthy-tenant";
    private const string Subject = "seaworthy-subject";
    private const string PublishedAt = "seaworthy-published-at";
    private const string Trace = "traceparent";

    public static BasicProperties Properties(SentEvent sent)
    {
        var headers = new Dictionary<string, object?> { [Key] = sent.Key, [Order] = sent.Order, [PublishedAt] = sent.PublishedAt.ToString("O", CultureInfo.InvariantCulture) };
        Add(Tenant, sent.Tenant?.ToString(CultureInfo.InvariantCulture));
        Add(Subject, sent.Subject);
        Add(Trace, sent.Trace);
        return new() { MessageId = sent.Id.ToString(), Type = sent.Contract, ContentType = "application/json", Persistent = true, Headers = headers };

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                headers[name] = value;
            }
        }
    }

    /// <summary>The event that a message is; null when it is none of ours.</summary>
    public static SentEvent? Read(BasicDeliverEventArgs message)
    {
        var properties = message.BasicProperties;
        var body = Encoding.UTF8.GetString(message.Body.Span);
        return IsText(body) && IsText(Text(Key)) && IsText(Text(Subject)) && IsText(Text(Trace)) && IsText(properties.Type) && Guid.TryParse(properties.MessageId, out var id) && properties.Type is { } contract && Text(Key) is { } key
            && long.TryParse(Text(Order), NumberStyles.None, CultureInfo.InvariantCulture, out var order)
            && DateTime.TryParse(Text(PublishedAt), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
                ? new(id, contract, key, order, body, long.TryParse(Text(Tenant), out var tenant) ? tenant : null, Text(Subject), Text(Trace), at)
                : null;

        // No database keeps a NUL in a text, and whoever tries would try for ever.
        static bool IsText(string? text) => text?.Contains('\0', StringComparison.Ordinal) != true;

        string? Text(string name) => properties.Headers?.TryGetValue(name, out var value) != true ? null : value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            long number => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
