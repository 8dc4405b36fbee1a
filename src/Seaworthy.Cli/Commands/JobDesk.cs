using System.CommandLine;
using Seaworthy.Cli.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy jobs</c>: what waits, what failed and why, and what to do about it (R60).</summary>
internal static class JobDesk
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "jobs", "find jobs, try dead ones again, cancel, pause a queue",
            "seaworthy jobs list --service cafe --status dead", "seaworthy jobs list --service cafe --status done --kind daily-report --argument 2026-11-26",
            "seaworthy jobs retry 0193… --service cafe", "seaworthy jobs pause default --service cafe");
        command.Subcommands.Add(Queues(terminal));
        command.Subcommands.Add(List(terminal));
        command.Subcommands.Add(OfId(terminal, "show", "show a job whole, with its errors and its result", (run, id, ct) => run.ShowAsync(id, ct)));
        command.Subcommands.Add(OfId(terminal, "retry", "give a dead job its attempts anew", (run, id, ct) => run.RetryAsync(id, ct)));
        command.Subcommands.Add(OfId(terminal, "cancel", "end a job that is not over", (run, id, ct) => run.CancelAsync(id, ct)));
        command.Subcommands.Add(OfQueue(terminal, "pause", "take nothing of a queue any more", (run, queue, ct) => run.PauseAsync(queue, ct)));
        command.Subcommands.Add(OfQueue(terminal, "resume", "let a paused queue go on", (run, queue, ct) => run.ResumeAsync(queue, ct)));
        return command;
    }

    private static ExampledCommand Queues(Terminal terminal) =>
        Verb(terminal, new("queues", "show how many jobs wait in each queue", "seaworthy jobs queues --service cafe"), (run, _, ct) => run.QueuesAsync(ct));

    private static ExampledCommand List(Terminal terminal)
    {
        var command = new ExampledCommand("list", "find jobs, the newest first", "seaworthy jobs list --service cafe --status dead --kind daily-report");
        var status = new Option<JobStatus>("--status") { Description = "Waiting, running, scheduled, done, dead or cancelled; default dead.", HelpName = "STATUS", DefaultValueFactory = _ => JobStatus.Dead };
        var kind = new Option<string?>("--kind") { Description = "Of this kind alone.", HelpName = "NAME" };
        var argument = new Option<string?>("--argument") { Description = "Text in what they were told.", HelpName = "TEXT" };
        var before = new Option<Guid?>("--before") { Description = "Older than this one: where a page ended.", HelpName = "ID" };
        var most = new Option<int>("--most") { Description = "How many, 1 to 1000; default 50.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var json = Json.Option(command);
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--most takes 1 to 1000");
            }
        });
        foreach (var option in (Option[])[status, kind, argument, before, most])
        {
            command.Options.Add(option);
        }

        return Verb(terminal, command, (run, parsed, ct) => run.ListAsync(
            new(parsed.GetValue(status)) { Kind = parsed.GetValue(kind), Argument = parsed.GetValue(argument), Before = parsed.GetValue(before), Most = parsed.GetValue(most) }, parsed.GetValue(json), ct));
    }

    private static ExampledCommand OfId(Terminal terminal, string name, string what, Func<JobsRun, Guid, CancellationToken, Task<int>> act)
    {
        var command = new ExampledCommand(name, what, $"seaworthy jobs {name} 0193c5a1-7c1e-7a3b-9f00-3c2f1b5e8d11 --service cafe");
        var id = new Argument<Guid>("id") { Description = "The job's." };
        command.Arguments.Add(id);
        return Verb(terminal, command, (run, parsed, ct) => act(run, parsed.GetValue(id), ct));
    }

    private static ExampledCommand OfQueue(Terminal terminal, string name, string what, Func<JobsRun, string, CancellationToken, Task<int>> act)
    {
        var command = new ExampledCommand(name, what, $"seaworthy jobs {name} default --service cafe");
        var queue = new Argument<string>("queue") { Description = "Its name." };
        command.Arguments.Add(queue);
        return Verb(terminal, command, (run, parsed, ct) => act(run, parsed.GetRequiredValue(queue), ct));
    }

    private static ExampledCommand Verb(Terminal terminal, ExampledCommand command, Func<JobsRun, ParseResult, CancellationToken, Task<int>> act)
    {
        var service = new Option<string>("--service") { Description = "Whose jobs.", HelpName = "NAME", Required = true };
        var data = new Option<string?>("--data") { Description = "Folder of embedded databases; default ./data.", HelpName = "DIR" };
        command.Options.Add(service);
        command.Options.Add(data);
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = ToolHost.ReadForCommand(new(Targets.Named(parsed.GetRequiredValue(service)), parsed.GetValue(data))).Build();
            return await act(await JobsRun.OfAsync(app.Services, terminal, parsed.GetRequiredValue(service), ct), parsed, ct);
        });
        return command;
    }
}
