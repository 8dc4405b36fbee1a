using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>News of jobs between the processes of one PostgreSQL: a channel for each database, however many services share it.</summary>
internal sealed class JobNotices(IEnumerable<NoticedJobs> jobs, TimeProvider time, ILogger<JobNotices> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from own in jobs
        where own.Pools is not null
        group own by own.Pools!.Listening into shared
        select new JobChannel(shared.First().Pools!, [.. shared], time, log).RunAsync(stoppingToken));
}
