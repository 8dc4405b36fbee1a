using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Hosting;

/// <summary>The two settings that only a serving process has, under their usual names: <c>PORT</c> and <c>LOG_LEVEL</c>.</summary>
internal static class ServeSettings
{
    private const string DefaultLevel = "Logging:LogLevel:Default";

    /// <summary><c>--port</c>, else <c>PORT</c>, else the port of the one service, else 8000.</summary>
    public static int Port(ToolHost host, List<SettingFault> faults)
    {
        var usual = host.Seaworthy.Lookup.Find("PORT");
        if (host.Request.Port is { } port)
        {
            return port;
        }

        if (usual is not { Value.Length: > 0 } found)
        {
            return host.Request.Alone?.Port ?? host.Request.UsualPort;
        }

        if (int.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65_535)
        {
            return number;
        }

        faults.Add(new("PORT", found.Value, "must be a whole number from 0 to 65535", found.Source));
        return 0;
    }

    /// <summary><c>LOG_LEVEL=INFO</c> as every framework spells it, unless a stronger source has .NET's own setting.</summary>
    public static void SetLogLevel(ToolHost host, List<SettingFault> faults)
    {
        host.Builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        var lookup = host.Seaworthy.Lookup;
        if (lookup.Find("LOG_LEVEL") is not { Value.Length: > 0 } found || lookup.Find(DefaultLevel)?.Rank > found.Rank)
        {
            return;
        }

        if (Level(found.Value) is { } level)
        {
            host.Builder.Configuration.AddInMemoryCollection([new(DefaultLevel, level.ToString())]);
        }
        else
        {
            faults.Add(new("LOG_LEVEL", found.Value, "must be one of TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL", found.Source));
        }
    }

    private static LogLevel? Level(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" or "INFORMATION" => LogLevel.Information,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" or "FATAL" => LogLevel.Critical,
        "NONE" => LogLevel.None,
        _ => null,
    };
}
