using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Seaworthy.Cli.Hosting;
using Seaworthy.Gateway;
using Seaworthy.Hosting.Settings;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Cli.Guarding;

/// <summary>
/// A host that guards. Its settings are its own defaults, the file of <c>--config</c>, and environment variables, the later ones winning. No <c>.env</c> and no appsettings: those of the working folder are the API's, and its
/// database and its port are not the guard's.
/// </summary>
internal static class GuardHost
{
    private const int UsualPort = 8080;
    private const string CommandLine = "command line";

    // Of the environment that the guard shares with the API.
    private static readonly KeyValuePair<string, string?>[] OfTheApi = [new("DATABASE_URL", ""), new("RABBITMQ_URL", ""), new("SMTP_URL", "")];

    public static ToolHost Read(GuardRequest request)
    {
        var (environment, source) = ToolEnvironment.Read(AppContext.BaseDirectory);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ApplicationName = "guard",
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        var sources = builder.Configuration.Sources;
        sources.Insert(0, FrontDefaults.OfGuard);
        if (request.Config is { } file)
        {
            sources.Insert(1 + sources.ToList().FindLastIndex(known => known is JsonConfigurationSource), new YamlSettings(file));
        }

        builder.Configuration.AddInMemoryCollection(OfTheApi);
        var seaworthy = builder.AddSeaworthy(configure: null, servesAlone: false);
        var named = seaworthy.Options.Gateway.Upstreams.ToList();
        if (request.Upstream is { } upstream && named.Count == 0)
        {
            seaworthy.Also(options =>
            {
                options.Gateway.Upstreams.Clear();
                options.Gateway.Upstreams.Add(upstream);
            });
        }

        if (seaworthy.Options.Gateway.Tokens != GatewayCalls.None)
        {
            seaworthy.AddTokens();
        }

        seaworthy.AddGateway();
        var host = new ToolHost(builder, seaworthy, new HostRequest([], Data: null, request.Port) { UsualPort = UsualPort }, source);
        host.StopAtFaults(Faults(request, named, seaworthy));
        return host;
    }

    public static WebApplication Build(ToolHost host)
    {
        var app = host.Build();
        app.MapGateway();
        return app;
    }

    private static IEnumerable<SettingFault> Faults(GuardRequest request, List<string> named, SeaworthyBuilder seaworthy)
    {
        const string Key = $"{SeaworthyOptions.Section}:{GatewayRules.UpstreamsKey}";
        if (request.Upstream is { } upstream)
        {
            if (!GatewayRules.IsAddress(upstream))
            {
                yield return new(Key, upstream, "must be an address like http://localhost:8000, with no name, query or fragment in it", CommandLine);
            }
            else if (named.Count > 0 && (named.Count > 1 || named[0] != upstream))
            {
                yield return new(Key, upstream, $"contradicts {string.Join(", ", named)}: name the API in one place", $"{CommandLine} and {seaworthy.Readings[0].SourceOf(GatewayRules.UpstreamsKey)}");
            }
        }
        else if (named.Count == 0)
        {
            yield return new(Key, null, "must name the API: seaworthy guard http://localhost:8000", CommandLine);
        }
    }
}
