using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cli.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Cli.Commands;

/// <summary>One run of <c>seaworthy jobs</c>, on one service's.</summary>
internal sealed class JobsRun(IServiceJobs jobs, Terminal terminal)
{
    private const int CountsTo = 10_000;

    public static async Task<JobsRun> OfAsync(IServiceProvider services, Terminal terminal, string service, CancellationToken cancellationToken)
    {
        var jobs = services.GetServices<IServiceJobs>().ToList() switch
        {
            [] => throw new Refusal(ExitCode.Usage, $"{service} has no jobs", "seaworthy targets lists who has: those with a worker"),
            [var one] => one,
            var several => throw new Refusal(ExitCode.Usage, $"each module of {service} has jobs of its own", $"name one: {string.Join(", ", several.Select(one => one.Service.Replace('_', '/')))}"),
        };
        await ServiceData.RefusePendingAsync(new ServiceData(services, terminal).Databases, cancellationToken);
        return new(jobs, terminal);
    }

    public async Task<int> QueuesAsync(CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<string>> { (string[])["QUEUE", "WAITING"] };
        foreach (var queue in jobs.Queues)
        {
            var count = await jobs.CountWaitingAsync(queue, CountsTo, cancellationToken);
            rows.Add((string[])[queue, count == CountsTo ? $"{CountsTo} or more" : count.ToString(CultureInfo.InvariantCulture)]);
        }

        terminal.Table(rows);
        return ExitCode.Yes;
    }

    public async Task<int> ListAsync(JobQuery query, bool json, CancellationToken cancellationToken)
    {
        var page = await jobs.SearchAsync(query, cancellationToken);
        if (json)
        {
            terminal.Json(new { schema = "seaworthy.jobs/1", service = jobs.Service, jobs = page.Jobs.Select(Shown), page.Next });
            return ExitCode.Yes;
        }

        terminal.Table([.. page.Jobs.Select(job => (string[])[job.Id.ToString(), Text(job.CreatedAt), job.Kind, job.Queue, $"attempt {job.Attempt}", Short(job.Args), Short(job.LastError ?? "")])]);
        if (page.Next is { } next)
        {
            terminal.Progress($"there may be more: --before {next}");
        }

        return ExitCode.Yes;
    }

    public async Task<int> ShowAsync(Guid id, CancellationToken cancellationToken)
    {
        terminal.Json(Shown(await jobs.FindAsync(id, cancellationToken) ?? throw NoSuch(id)));
        return ExitCode.Yes;
    }

    public async Task<int> RetryAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await jobs.RetryAsync(id, cancellationToken))
        {
            throw await NotAsync(id, "only a dead job is given its attempts anew", cancellationToken);
        }

        terminal.Line($"{id} waits for its turn again");
        return ExitCode.Yes;
    }

    public async Task<int> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await jobs.CancelAsync(id, cancellationToken))
        {
            throw await NotAsync(id, "only a job that is not over can be cancelled", cancellationToken);
        }

        terminal.Line($"{id} is cancelled, or told to end if it runs");
        return ExitCode.Yes;
    }

    public async Task<int> PauseAsync(string queue, CancellationToken cancellationToken)
    {
        await jobs.PauseAsync(Known(queue), cancellationToken);
        terminal.Line($"nothing is taken of {queue} any more; seaworthy jobs resume {queue} --service {jobs.Service} lets it go on");
        return ExitCode.Yes;
    }

    public async Task<int> ResumeAsync(string queue, CancellationToken cancellationToken)
    {
        await jobs.ResumeAsync(Known(queue), cancellationToken);
        terminal.Line($"{queue} goes on");
        return ExitCode.Yes;
    }

    private string Known(string queue) => jobs.Queues.Contains(queue, StringComparer.Ordinal)
        ? queue
        : throw new Refusal(ExitCode.Usage, $"{jobs.Service} has no queue '{queue}'", $"there is {string.Join(", ", jobs.Queues)}");

    private async Task<Refusal> NotAsync(Guid id, string rule, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, cancellationToken) is { } job ? new(ExitCode.No, $"{id} is {Name(job.Status)}: {rule}") : NoSuch(id);

    private Refusal NoSuch(Guid id) => new(ExitCode.No, $"{jobs.Service} has no job {id}, or none any more", $"seaworthy jobs list --service {jobs.Service}");

    private static object Shown(JobView job) => new
    {
        job.Id, job.Kind, job.Queue, job.Args, status = Name(job.Status), job.Attempt, job.Tenant, job.Subject, job.Progress, job.Note, job.Result,
        job.FirstError, job.LastError, job.CreatedAt, job.FinishedAt,
    };

    private static string Name(JobStatus status) => status.ToString().ToLowerInvariant();

    private static string Short(string text) => text.ReplaceLineEndings(" ") is { Length: > 60 } line ? line[..59] + "…" : text.ReplaceLineEndings(" ");

    private static string Text(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
