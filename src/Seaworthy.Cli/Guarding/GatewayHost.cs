using Microsoft.AspNetCore.Builder;
using Seaworthy.Cli.Hosting;
using Seaworthy.Gateway;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Guarding;

/// <summary>A host in front of the services that other processes serve (R75): each below its prefix, in its shape and with its settings, by the addresses of <c>Gateway:Routes</c>.</summary>
internal static class GatewayHost
{
    private const string Routes = $"{SeaworthyOptions.Section}:{GatewayRules.RoutesKey}";
    private const string Upstreams = $"{SeaworthyOptions.Section}:{GatewayRules.UpstreamsKey}";
    private const string Example = "Seaworthy__Gateway__Routes__grocery=http://localhost:8001";

    public static ToolHost Read(WebApplicationBuilder builder, HostRequest request, string environmentSource)
    {
        builder.Configuration.Sources.Insert(0, FrontDefaults.OfGateway);
        var seaworthy = builder.AddSeaworthy(configure: null, servesAlone: false).AddGateway();
        var faults = new List<SettingFault>();
        foreach (var (name, addresses) in seaworthy.Options.Gateway.Routes)
        {
            if (Targets.Served(name) is { } target)
            {
                seaworthy.AddInFront(target.Info, routes => routes.MapService(name));
            }
            else
            {
                faults.Add(new($"{Routes}:{name}", addresses, $"names no target{Nearest.Hint(name, Targets.All.Select(one => one.Info.Name))}: seaworthy targets lists them", PlaceOf(seaworthy, $"{GatewayRules.RoutesKey}:{name}")));
            }
        }

        if (seaworthy.Options.Gateway.Upstreams.Count > 0)
        {
            faults.Add(new(Upstreams, string.Join(", ", seaworthy.Options.Gateway.Upstreams), "is for guard; a gateway has a route for each service, such as " + Example, PlaceOf(seaworthy, GatewayRules.UpstreamsKey)));
        }
        else if (seaworthy.Options.Gateway.Routes.Count == 0)
        {
            faults.Add(new(Routes, null, "must say where the services are, such as " + Example, "not set"));
        }

        var host = new ToolHost(builder, seaworthy, request, environmentSource);
        host.StopAtFaults(faults);
        return host;
    }

    private static string PlaceOf(SeaworthyBuilder seaworthy, string key) => seaworthy.Readings[0].SourceOf(key);
}
