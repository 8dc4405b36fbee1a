using Microsoft.Extensions.Logging;

namespace Seaworthy.Secrets;

internal static partial class Log
{
    [LoggerMessage(EventIds.VaultAway, LogLevel.Error, "{Vault} {Reason}; what was read last goes on", EventName = nameof(EventIds.VaultAway))]
    public static partial void VaultAway(ILogger log, string vault, string reason);

    [LoggerMessage(EventIds.VaultBack, LogLevel.Information, "{Vault} can be read again", EventName = nameof(EventIds.VaultBack))]
    public static partial void VaultBack(ILogger log, string vault);

    [LoggerMessage(EventIds.VaultChanged, LogLevel.Information,
        "{Vault} has changed: {Names}. Limits are taken at once; anything else with the next start", EventName = nameof(EventIds.VaultChanged))]
    public static partial void VaultChanged(ILogger log, string vault, string names);
}
