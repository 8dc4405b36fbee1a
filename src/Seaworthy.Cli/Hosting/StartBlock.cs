using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Management;
using Seaworthy.Identity.Accounts;
using Seaworthy.Pipeline;

namespace Seaworthy.Cli.Hosting;

/// <summary>What <c>serve</c> says when it is ready: everything that somebody would look for next.</summary>
internal sealed class StartBlock(WebApplication app, ToolHost host, Listening listening, ServiceData data, bool isSeeded)
{
    /// <summary>What stands at its end.</summary>
    public const string LastLine = "  Stop with Ctrl+C.";

    public void Print(Terminal terminal, TimeSpan took)
    {
        var root = $"http://localhost:{Port()}";
        var title = $"Seaworthy {Tool.Version}   {app.Environment.EnvironmentName}";
        terminal.Line(title + string.Create(CultureInfo.InvariantCulture, $"ready in {took.TotalSeconds:0.0} s").PadLeft(76 - title.Length));
        terminal.Line();
        List<IReadOnlyList<string>> rows =
        [
            .. host.Request.IsGateway ? Routes(root) : host.Request.Targets.Select(target => (string[])[target.Name, target.IsWorker ? "runs jobs" : $"{root}{target.Info.Prefix}"]),
            .. !host.Request.IsGateway && host.Request.Targets.Any(target => !target.IsWorker) ? (string[][])[["docs", $"{root}/docs"]] : [],
            ["health", $"{root}/health/ready"],
            .. Operators(root) is { } operators ? (string[][])[["metrics", $"{operators}/metrics"]] : [],
            .. DemoUsers(),
            .. data.Databases.Select(database => (string[])["database", $"{database.Engine} {database.Place}"]),
        ];
        if (!host.Request.IsGateway && DataFolder.IsNeeded(host.Options))
        {
            rows.Add(["data", Path.GetFullPath(host.Options.DataDirectory)]);
        }

        var width = rows.Max(row => row[0].Length);
        rows.ForEach(row => terminal.Line($"  {row[0].PadRight(width)}   {row[1]}"));
        terminal.Line();
        if (FirstList() is { } list)
        {
            terminal.Line($"  Next: curl {root}{list}");
        }

        terminal.Line(LastLine);
    }

    private IEnumerable<string[]> Routes(string root) => host.Options.Gateway.Routes
        .Select(route => (Target: Targets.Served(route.Key)!, Copies: route.Value)).Select(route => (string[])[route.Target.Name, $"{root}{route.Target.Info.Prefix}   from {route.Copies}"]);

    // Everybody may read their passwords here, so they are in Development and on this machine only.
    private IEnumerable<string[]> DemoUsers() => !host.IsDevelopment || !isSeeded ? [] : app.Services.GetServices<DemoUser>()
        .GroupBy(user => (user.Email, user.Password)).Select(user => (string[])["sign in", $"{user.Key.Email} / {user.Key.Password}   at {string.Join(", ", user.Select(one => one.Service))}"]);

    // Operators have a port of their own; in Development they are whoever calls from this machine.
    private string? Operators(string root) =>
        app.Services.GetRequiredService<ManagementServer>().Address is { } management ? $"http://localhost:{management.Port}"
        : host.IsDevelopment ? root
        : null;

    private int Port() => listening.Port != 0
        ? listening.Port
        : new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    private string? FirstList() => app.Services.GetRequiredService<EndpointPlans>().All
        .FirstOrDefault(plan => plan.Service.Prefix.Length > 0
            && plan.Route.StartsWith(plan.Service.Prefix + "/api/", StringComparison.Ordinal)
            && !plan.Route.Contains('{', StringComparison.Ordinal)
            && plan.Methods.Contains(HttpMethods.Get))?.Route;
}
