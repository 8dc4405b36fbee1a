using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Seaworthy.Cli;
using Seaworthy.Cli.Guarding;

namespace Seaworthy.Services.Tests.Gateway;

/// <summary><c>serve --target gateway</c> in this process, on a real socket, with settings that can be changed while it runs.</summary>
internal static class GatewayApp
{
    /// <summary>What it shares with services that are to believe it.</summary>
    public const string Key = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <param name="routes">Where each service is.</param>
    /// <param name="log">Where its log goes; null for nowhere.</param>
    /// <param name="settings">What differs from the defaults.</param>
    public static Task<TestApp> StartAsync(IEnumerable<(string Name, string Addresses)> routes, ILoggerProvider? log = null, params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            if (log is not null)
            {
                builder.Logging.AddProvider(log);
            }

            GatewayHost.Read(builder, new([Targets.Gateway], Data: null), "a test");
        },
        app => app.UseSeaworthy(),
        [.. routes.Select(route => (Route(route.Name), route.Addresses)), ("Seaworthy:Gateway:HealthPath", ""), .. settings]);

    /// <summary>As SIGHUP does when a file says this now.</summary>
    public static void Move(this TestApp gateway, string name, string addresses)
    {
        gateway.App.Configuration[Route(name)] = addresses;
        ((IConfigurationRoot)gateway.App.Configuration).Reload();
    }

    private static string Route(string name) => $"Seaworthy:Gateway:Routes:{name}";
}
