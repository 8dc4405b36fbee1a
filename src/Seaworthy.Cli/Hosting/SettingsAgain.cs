using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Cli.Hosting;

/// <summary>SIGHUP: the files of settings are read again. What may change while a process runs, limits and the addresses of upstreams, changes; nothing that is under way is dropped.</summary>
internal static partial class SettingsAgain
{
    public static PosixSignalRegistration OnSignal(WebApplication app) => PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true;
        Read(app);
    });

    private static void Read(WebApplication app)
    {
        try
        {
            ((IConfigurationRoot)app.Configuration).Reload();
            Told(app.Logger);
        }
#pragma warning disable CA1031 // .NET ends the process where this throws, and whoever listens for a change may throw what he likes
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Kept(app.Logger, exception.GetBaseException().Message);
        }
    }

    [LoggerMessage(EventIds.SettingsRead, LogLevel.Information, "The files of settings were read again", EventName = nameof(EventIds.SettingsRead))]
    private static partial void Told(ILogger log);

    [LoggerMessage(EventIds.SettingsKept, LogLevel.Error, "Not all that the files of settings say can be taken, and what cannot be holds as it was read before: {Fault}", EventName = nameof(EventIds.SettingsKept))]
    private static partial void Kept(ILogger log, string fault);
}
