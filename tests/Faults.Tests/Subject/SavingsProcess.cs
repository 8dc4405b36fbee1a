using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Build;
using Seaworthy.Hosting;
using Seaworthy.RabbitMq;

namespace Seaworthy.Faults.Subject;

/// <summary>The bank as a process: settings as arguments, its address as the line that says that it serves.</summary>
internal static class SavingsProcess
{
    public const string Name = "savings";

    /// <summary>An argument that is no setting: the process serves nobody and runs jobs.</summary>
    public const string Worker = "worker";

    /// <summary>What stands before the address.</summary>
    public const string Serves = "serves at ";

    /// <summary>Makes the tables, once for all processes.</summary>
    public static async Task MigrateAsync(IEnumerable<string> settings)
    {
        await using var app = Build([.. settings]);
        await app.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default);
    }

    /// <summary>Serves until it is told to stop, or killed.</summary>
    public static async Task RunAsync(string[] settings)
    {
        var app = Build(settings);
        if (app.Configuration.GetValue<int?>("Savings:Threads") is { } threads)
        {
            ThreadPool.SetMinThreads(threads, threads);
        }

        await app.StartAsync();
        await Console.Error.WriteLineAsync(Serves + app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync();
    }

    private static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])));
        builder.Logging.ClearProviders().AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "ss.fff ")).SetMinimumLevel(LogLevel.Information);
        builder.WebHost.UseUrls(builder.Configuration["Savings:Address"] ?? "http://127.0.0.1:0");
        builder.Services.AddEmbeddedSqlite();
        var seaworthy = builder.AddSeaworthy().AddRabbitMq();
        _ = settings.Contains(Worker) ? seaworthy.AddWorker<SavingsModule>() : seaworthy.AddModule<SavingsModule>();
        var app = builder.Build();
        app.UseSeaworthy();
        return app;
    }
}
