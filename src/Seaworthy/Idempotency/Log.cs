using Microsoft.Extensions.Logging;

namespace Seaworthy.Idempotency;

internal static partial class Log
{
    [LoggerMessage(EventIds.IdempotencyAnswerNotKept, LogLevel.Error,
        "The answer to key {Key} of {Route} could not be kept; whoever repeats the request will run it again", EventName = nameof(EventIds.IdempotencyAnswerNotKept))]
    public static partial void AnswerNotKept(ILogger log, Digest key, string route, Exception exception);

    [LoggerMessage(EventIds.IdempotencyAnswerApart, LogLevel.Warning,
        "{Route} commits its effect before the answer is kept: a repetition would run again after a crash between the two, and in another process while this one runs. Write with session.AnswerAsync",
        EventName = nameof(EventIds.IdempotencyAnswerApart))]
    public static partial void AnswerApart(ILogger log, string route);

    [LoggerMessage(EventIds.IdempotencyHalfDone, LogLevel.Warning,
        "{Route} has committed something and failed then: whoever repeats key {Key} is told that nobody knows the outcome. Write with session.AnswerAsync, or say Repeatable",
        EventName = nameof(EventIds.IdempotencyHalfDone))]
    public static partial void HalfDone(ILogger log, string route, Digest key);

    [LoggerMessage(EventIds.IdempotencySweepFailed, LogLevel.Warning, "Expired idempotency keys of {Service} could not be taken away; the next try is in a minute",
        EventName = nameof(EventIds.IdempotencySweepFailed))]
    public static partial void SweepFailed(ILogger log, string service, Exception exception);
}
