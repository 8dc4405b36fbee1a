using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Seaworthy.Leaks;
using Seaworthy.Observability.Logs;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Observability;

/// <summary>What logs, metrics and traces need.</summary>
internal static class ObservabilityServices
{
    public static void AddObservability(this IServiceCollection services, ObservabilityOptions options)
    {
        services.AddSingleton<RequestTracing>();
        services.AddSingleton<RequestLog>();
        if (options.RequestLog)
        {
            QuietCategories.Silence(services);
        }

        if (options.JsonLogs)
        {
            AddJsonLogs(services, options.LogLines);
        }

        if (options.Metrics)
        {
            services.AddMetrics();
            services.AddSingleton(_ => new RequestMetrics(options.MaxSeries));
            services.AddSingleton<ProcessMetrics>();
            services.AddSingleton(sp => new OtherMeters(
                sp.GetRequiredService<IMeterFactory>(), options.MaxSeries, sp.GetRequiredService<ILogger<OtherMeters>>()));
            services.AddSingleton(sp => new ObservabilityMetrics(
                sp.GetRequiredService<IMeterFactory>(), sp.GetService<LogWriter>(), sp.GetRequiredService<OtherMeters>()));
            services.AddSingleton<MetricsPage>();
        }

        services.AddSingleton(sp => new RecordStage(sp.GetRequiredService<RequestLog>(), sp.GetService<RequestMetrics>(), new(sp)));
    }

    private static void AddJsonLogs(IServiceCollection services, int lines)
    {
        // The console logger that every builder has would tell the same again, in another shape. One that the app adds
        // after this stays.
        foreach (var console in services.Where(service => service.ImplementationType == typeof(ConsoleLoggerProvider)).ToArray())
        {
            services.Remove(console);
        }

        services.TryAddSingleton(_ => new LogOutput(Console.OpenStandardOutput()));
        services.AddSingleton(sp => new LogWriter(sp.GetRequiredService<LogOutput>(), lines, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<LeakMask>()));
        services.AddSingleton<ILoggerProvider, JsonLogProvider>();
    }
}
