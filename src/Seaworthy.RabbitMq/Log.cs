using Microsoft.Extensions.Logging;

namespace Seaworthy.RabbitMq;

internal static partial class Log
{
    [LoggerMessage(EventIds.ConsumerAway, LogLevel.Warning, "Nothing is taken from {Queue}: RabbitMQ at {Place} is away; it is tried again each second", EventName = nameof(EventIds.ConsumerAway))]
    public static partial void ConsumerAway(ILogger log, string queue, string place, Exception exception);

    [LoggerMessage(EventIds.MessageUnreadable, LogLevel.Error, "A message in {Queue} was put into the queue beside it: {Why}", EventName = nameof(EventIds.MessageUnreadable))]
    public static partial void Unreadable(ILogger log, string queue, string why);

    [LoggerMessage(EventIds.EventsNotKept, LogLevel.Warning, "What {Queue} has is held: the database of {Service} does not take it", EventName = nameof(EventIds.EventsNotKept))]
    public static partial void NotKept(ILogger log, string queue, string service, Exception exception);
}
