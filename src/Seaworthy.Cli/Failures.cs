using Seaworthy.Cli.Hosting;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Pipeline;

namespace Seaworthy.Cli;

/// <summary>What an exception means to whoever ran the command.</summary>
internal static class Failures
{
    public static int Tell(Terminal terminal, Exception exception, string[] args, bool interrupted)
    {
        switch (exception)
        {
            case OperationCanceledException when interrupted:
                terminal.Progress("interrupted");
                return ExitCode.Interrupted;

            case Refusal refusal:
                terminal.Error(refusal.Message, [], refusal.Fix);
                return refusal.Exit;

            case SettingsException settings:
                terminal.Error(SettingsException.Title(settings.Faults.Count), settings.Faults.Select(fault => fault.ToString()), [SettingsException.Fix]);
                return ExitCode.Usage;

            case PlanException plan:
                terminal.Error("endpoints cannot be served as they ask", plan.Faults, []);
                return ExitCode.Usage;

            case InvalidDataException data:
                terminal.Error(data.Message, [], []);
                return ExitCode.Usage;

            case SeedException seed:
                terminal.Error(seed.Message, [], []);
                return ExitCode.Usage;

            case DatabaseSettingException setting:
                terminal.Error(setting.Message, [], []);
                return ExitCode.Environment;

            case var _ when DatabaseFault.Of(exception, place: null) is { } fault:
                terminal.Error(fault.Message, [], fault.Fix);
                return fault.Exit;

            case IOException or UnauthorizedAccessException:
                terminal.Error(exception.Message, [], []);
                return ExitCode.Environment;

            default:
                terminal.Error($"this is our bug: {exception.GetType().Name}", [$"report: {ReportFile.Write(exception, args)}"], []);
                return ExitCode.Bug;
        }
    }
}
