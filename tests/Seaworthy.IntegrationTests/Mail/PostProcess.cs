using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>The post's jobs in a process of its own, so that a test can kill it.</summary>
internal static class PostProcess
{
    public const string Name = "post";

    public static Process Start(TestDatabase database, string smtp) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(PostProcess).Assembly.Location, Name, .. database.Settings.Select(setting => $"{setting.Key}={setting.Value}"), $"Seaworthy:Mail:Url={smtp}"])
    {
        RedirectStandardOutput = true, RedirectStandardError = true,
    })!;

    /// <summary>Works until it is killed.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<PostModule>();
            },
            app => app.UseSeaworthy(),
            [.. arguments.Select(setting => setting.Split('=', 2)).Select(setting => (setting[0], setting[1]))]);
        await app.App.WaitForShutdownAsync();
    }
}
