using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>The dock's jobs in a process of its own, so that a test can kill it.</summary>
internal static class DockProcess
{
    public const string Name = "dock";

    /// <summary>What unloading a crate takes.</summary>
    public const int JobMs = 100;

    public static Process Start(TestDatabase database, params (string Key, string Value)[] settings) => Process.Start(new ProcessStartInfo("dotnet", [typeof(DockProcess).Assembly.Location, Name, .. database.Settings.Concat(settings).Select(setting => $"{setting.Key}={setting.Value}")])
    {
        RedirectStandardOutput = true, RedirectStandardError = true,
    })!;

    /// <summary>Works until it is killed.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddModule<DockModule>();
            },
            app =>
            {
                app.UseSeaworthy();
                var session = app.Services.GetRequiredService<Session<DockDb>>();
                app.Services.GetRequiredService<Dockers>().BeforeWriting = run => BeginAsync(run, session);
            },
            [.. arguments.Select(setting => setting.Split('=', 2)).Select(setting => (setting[0], setting[1]))]);
        Console.WriteLine(app.Address);
        await app.App.WaitForShutdownAsync();
    }

    // Written by itself: that somebody has begun is so, whatever becomes of the job.
    private static async Task BeginAsync(JobRun run, Session<DockDb> session)
    {
        await session.WriteAsync(
            (db, _) =>
            {
                db.Add(new Begun { Job = run.Id, Attempt = run.Attempt, At = TimeProvider.System.GetUtcNow().UtcDateTime });
                return Task.FromResult(true);
            },
            default);
        await Task.Delay(JobMs);
    }
}
