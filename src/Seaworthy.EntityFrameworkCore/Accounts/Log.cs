using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.Accounts;

internal static partial class Log
{
    [LoggerMessage(EventIds.AccountLocked, LogLevel.Warning,
        "The account {Account} of {Service} has had {Failures} wrong passwords in a row and takes none until {Until:O}", EventName = nameof(EventIds.AccountLocked))]
    public static partial void AccountLocked(ILogger log, Guid account, string service, int failures, DateTime until);

    [LoggerMessage(EventIds.RefreshTokenReused, LogLevel.Warning,
        "A refresh token of {Service} was used a second time: the session {Session} of account {Account} has ended", EventName = nameof(EventIds.RefreshTokenReused))]
    public static partial void RefreshTokenReused(ILogger log, string service, Guid account, Guid session);

    [LoggerMessage(EventIds.AccountMailNotSent, LogLevel.Error,
        "A mail of an account could not be sent ({Kind}); whoever waits for it asks again", EventName = nameof(EventIds.AccountMailNotSent))]
    public static partial void AccountMailNotSent(ILogger log, ErrandKind kind, Exception? exception);

    [LoggerMessage(EventIds.AccountSweepFailed, LogLevel.Warning,
        "Expired sessions of {Service} could not be taken away; the next try is in ten minutes", EventName = nameof(EventIds.AccountSweepFailed))]
    public static partial void AccountSweepFailed(ILogger log, string service, Exception exception);
}
