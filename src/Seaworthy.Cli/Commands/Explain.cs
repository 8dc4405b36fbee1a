using System.CommandLine;
using Seaworthy.Cli.Hosting;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy explain</c>: what will happen to a request, and who decided so; no server is started.</summary>
internal static class Explain
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "explain", "show the plan of an endpoint, or the pipeline",
            "seaworthy explain GET /grocery/api/v1/products/1", "seaworthy explain --pipeline");
        var method = new Argument<string?>("method") { Arity = ArgumentArity.ZeroOrOne, Description = "GET, POST, …" };
        var path = new Argument<string?>("path") { Arity = ArgumentArity.ZeroOrOne, Description = "The path as a client asks for it." };
        var pipeline = new Option<bool>("--pipeline") { Description = "The stages of every request, in order." };
        command.Arguments.Add(method);
        command.Arguments.Add(path);
        command.Options.Add(pipeline);
        var options = new TargetOptions(command);
        var json = Json.Option(command);
        command.SetAction(async (parsed, _) =>
        {
            var host = ToolHost.ReadForCommand(options.ReadHost(parsed));
            await using var app = host.Build();
            if (parsed.GetValue(pipeline))
            {
                return new PipelinePage(app.Services.GetRequiredService<RequestPipeline>()).Print(terminal, parsed.GetValue(json));
            }

            var (verb, asked) = (parsed.GetValue(method), parsed.GetValue(path));
            (verb, asked) = asked is null && verb?.StartsWith('/') == true ? ("GET", verb) : (verb, asked);
            if (asked is null || verb is null || !asked.StartsWith('/'))
            {
                throw new Refusal(ExitCode.Usage, "explain needs a method and a path", "seaworthy explain GET /grocery/api/v1/products/1");
            }

            var plan = await PlanOfPath.FindAsync(app, verb.ToUpperInvariant(), asked);
            return new PlanPage(plan, host.Seaworthy, app.Services.GetRequiredService<RequestPipeline>()).Print(terminal, $"{verb.ToUpperInvariant()} {asked}", parsed.GetValue(json));
        });
        return command;
    }
}
