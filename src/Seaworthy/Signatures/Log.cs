using Microsoft.Extensions.Logging;

namespace Seaworthy.Signatures;

internal static partial class Log
{
    [LoggerMessage(EventIds.BareSignatures, LogLevel.Warning,
        "{Service} takes X-Signature of the body alone from key {Key}: whoever sees such a request can send it again, to any of its endpoints. "
        + "Take Seaworthy:Signatures:BareKey away when its clients sign method, path, time and nonce",
        EventName = nameof(EventIds.BareSignatures))]
    public static partial void Bare(ILogger log, string service, string key);

    [LoggerMessage(EventIds.NoncesAway, LogLevel.Warning,
        "Redis does not say which signed requests have been here; WhenAway is {WhenAway}: {Reason}", EventName = nameof(EventIds.NoncesAway))]
    public static partial void Away(ILogger log, SignatureWhenAway whenAway, string reason);

    [LoggerMessage(EventIds.NoncesBack, LogLevel.Information, "Redis says again which signed requests have been here", EventName = nameof(EventIds.NoncesBack))]
    public static partial void Back(ILogger log);
}
