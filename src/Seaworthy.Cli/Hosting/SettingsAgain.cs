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
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or Refusal)
        {
            Kept(app.Logger, exception.Message);
        }
    }

    [LoggerMessage(EventIds.SettingsRead, LogLevel.Information, "The files of settings were read again", EventName = nameof(EventIds.SettingsRead))]
    private static partial void Told(ILogger log);

    [LoggerMessage(EventIds.SettingsKept, LogLevel.Error, "The files of settings cannot be read again, and what was read before holds: {Fault}", EventName = nameof(EventIds.SettingsKept))]
    private static partial void Kept(ILogger log, string fault);
}
