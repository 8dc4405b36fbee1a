using Microsoft.AspNetCore.Builder;
using Seaworthy.Cli.Hosting;
using Seaworthy.Gateway;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Guarding;

/// <summary>A host in front of the services that other processes serve (R75): each below its prefix, in its shape and with its settings, by the addresses of <c>Gateway:Routes</c>.</summary>
internal static class GatewayHost
{
    private const string Routes = $"{SeaworthyOptions.Section}:{GatewayRules.RoutesKey}";
    private const string Example = "Seaworthy__Gateway__Routes__grocery=http://localhost:8001";
    private const string Callers = "is for guard; who may call is asked by each service itself: take it away";

    // What would be set and do nothing.
    private static readonly (string Key, Func<GatewayOptions, bool> IsSet, string Why)[] OfGuard =
    [
        (GatewayRules.UpstreamsKey, gateway => gateway.Upstreams.Count > 0, $"is for guard; a gateway has a route for each service, such as {Example}"),
        ("Gateway:Signed", gateway => gateway.Signed != GatewayCalls.None, Callers),
        ("Gateway:Tokens", gateway => gateway.Tokens != GatewayCalls.None, Callers),
        ("Gateway:Callers", gateway => gateway.Callers != GatewayCallers.Anywhere, Callers),
        ("Gateway:UpstreamKnowsKeys", gateway => gateway.UpstreamKnowsKeys, "is for guard; the services have keys of their own: take it away"),
    ];

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

        faults.AddRange(OfGuard.Where(own => own.IsSet(seaworthy.Options.Gateway)).Select(own => new SettingFault($"{SeaworthyOptions.Section}:{own.Key}", null, own.Why, PlaceOf(seaworthy, own.Key))));
        if (seaworthy.Options.Gateway.Routes.Count == 0)
        {
            faults.Add(new(Routes, null, "must say where the services are, such as " + Example, "not set"));
        }

        var host = new ToolHost(builder, seaworthy, request, environmentSource);
        host.StopAtFaults(faults);
        return host;
    }

    private static string PlaceOf(SeaworthyBuilder seaworthy, string key) => seaworthy.Readings[0].SourceOf(key);
}
