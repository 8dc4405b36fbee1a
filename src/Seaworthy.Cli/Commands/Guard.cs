using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Seaworthy.Cli.Guarding;
using Seaworthy.Cli.Hosting;
using Seaworthy.Gateway;
using Seaworthy.Hosting.Management;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy guard</c>: the layer in front of an API in any language (R24, R75).</summary>
internal sealed class Guard(Terminal terminal)
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "guard", "the layer in front of any API",
            "seaworthy guard http://localhost:8000", "seaworthy guard --config guard.yaml --port 8080", "seaworthy guard http://localhost:8000 --explain POST /orders");
        var upstream = new Argument<string?>("url") { Arity = ArgumentArity.ZeroOrOne, Description = "The API's address; else Gateway:Upstreams of the file." };
        var config = new Option<string?>("--config") { Description = "A YAML file of settings.", HelpName = "FILE" };
        var port = new Option<int?>("--port") { Description = "Port; default PORT, else 8080; 0 for any.", HelpName = "N" };
        var explain = new Option<string[]?>("--explain") { Description = "Says what each stage would do with a request, and ends.", HelpName = "[METHOD PATH]", Arity = new(0, 2), AllowMultipleArgumentsPerToken = true };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && !ushort.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"--port {text.Value}: must be a whole number from 0 to 65535");
            }
        });
        command.Arguments.Add(upstream);
        command.Options.Add(config);
        command.Options.Add(port);
        command.Options.Add(explain);
        var json = Json.Option(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new GuardRequest(parsed.GetValue(upstream), parsed.GetValue(config), parsed.GetValue(port));
            return parsed.GetResult(explain) is null
                ? new Guard(terminal).RunAsync(request, cancellationToken)
                : new Guard(terminal).ExplainAsync(request, parsed.GetValue(explain) ?? [], parsed.GetValue(json));
        });
        return command;
    }

    private async Task<int> RunAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        terminal.Progress($"Seaworthy {Tool.Version} is starting …");
        var host = GuardHost.Read(request);
        var listening = Serve.ReadListening(host);
        if (host.Options.Gateway.Tokens != GatewayCalls.None && host.Options.Identity.Tokens.KeyFile is null)
        {
            DataFolder.Open(host.Options.DataDirectory);
        }

        listening.Check();
        listening.ApplyTo(host.Builder.WebHost);
        await using var app = GuardHost.Build(host);
        using var again = SettingsAgain.OnSignal(app);
        await Serve.StartAsync(app, listening, cancellationToken);
        Print(app, host, request, TimeProvider.System.GetElapsedTime(started));
        await app.WaitForShutdownAsync(CancellationToken.None);
        return ExitCode.Yes;
    }

    private void Print(WebApplication app, ToolHost host, GuardRequest request, TimeSpan took)
    {
        var port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        var root = $"http://localhost:{port}";
        var metrics = app.Services.GetRequiredService<ManagementServer>().Address is { } management ? $"http://localhost:{management.Port}/metrics"
            : host.IsDevelopment ? $"{root}{host.Options.Management.Prefix}/metrics" : "none: Management:Port is 0";
        var title = $"Seaworthy {Tool.Version}   {app.Environment.EnvironmentName}";
        terminal.Line(title + string.Create(CultureInfo.InvariantCulture, $"ready in {took.TotalSeconds:0.0} s").PadLeft(76 - title.Length));
        terminal.Line();
        terminal.Table(
        [
            ["  guards", string.Join(", ", host.Options.Gateway.Upstreams)],
            ["  at", root],
            ["  health", $"{root}{host.Options.Management.Prefix}/health/ready"],
            ["  metrics", metrics],
            ["  settings", request.Config ?? "defaults; --config FILE for others"],
        ]);
        terminal.Line();
        terminal.Line("  Stop with Ctrl+C.");
    }

    private async Task<int> ExplainAsync(GuardRequest request, string[] asked, bool json)
    {
        var (method, path) = asked switch
        {
            [] => ("GET", "/"),
            [var only] when only.StartsWith('/') => ("GET", only),
            [var verb, var to] when to.StartsWith('/') => (verb.ToUpperInvariant(), to),
            _ => throw new Refusal(ExitCode.Usage, "--explain takes a method and a path", "seaworthy guard http://localhost:8000 --explain POST /orders"),
        };
        var host = GuardHost.Read(request);
        host.Builder.Logging.ClearProviders();
        await using var app = GuardHost.Build(host);
        var plan = await PlanOfPath.FindAsync(app, method, path);
        var page = new PlanPage(plan, host.Seaworthy, app.Services.GetRequiredService<RequestPipeline>());
        var lines = new GuardPage(host.Options, method).Lines(page.Stages()).ToList();
        if (json)
        {
            terminal.Json(new { schema = "seaworthy.guard-explain/1", request = $"{method} {path}", plan.Route, stages = lines.Select(line => new { line.Stage, line.Does }) });
            return ExitCode.Yes;
        }

        var exit = page.Print(terminal, $"{method} {path}", json: false);
        terminal.Line();
        terminal.Table([.. lines.Select(line => (string[])[$"  {line.Stage}", line.Does])]);
        return exit;
    }
}
