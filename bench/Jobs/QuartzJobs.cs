using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace Seaworthy.Bench.Jobs;

/// <summary>Quartz with a store in the database, eight threads, as its documentation sets it up.</summary>
internal sealed class QuartzJobs(IHost host, IScheduler scheduler) : IJobSystem
{
    private int _asked;

    public static async Task<QuartzJobs> StartAsync(JobRow row, Database database, Begun begun)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(begun);
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(JobRow.Callers);
            quartz.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                store.UseSystemTextJsonSerializer();
                if (row.Engine == EngineKind.PostgreSql)
                {
                    store.UsePostgres(NpgsqlFactory.Instance, database.Url!);
                }
                else
                {
                    store.UseSqlite(SqliteFactory.Instance, $"Data Source={Path.Combine(database.Folder, "quartz.db")}");
                }
            });
        });
        builder.Services.AddQuartzHostedService();
        var host = builder.Build();
        await host.StartAsync();
        return new(host, await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler());
    }

    public async Task EnqueueAsync(int count, long stamp)
    {
        for (var i = 0; i < count; i++)
        {
            await scheduler.ScheduleJob(
                JobBuilder.Create<Note>().WithIdentity($"{Interlocked.Increment(ref _asked)}").UsingJobData("stamp", stamp).Build(), TriggerBuilder.Create().StartNow().Build());
        }
    }

    // It takes a job's rows away when the job has ended; that what is left is gone is not told, and not waited for.
    public Task UntilEmptyAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    internal sealed class Note(Begun begun) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            begun.Note(context.MergedJobDataMap.GetLong("stamp"));
            return ValueTask.CompletedTask;
        }
    }
}
