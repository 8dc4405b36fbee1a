using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Jobs;
using Seaworthy.Messaging;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>Jobs of a service in its own database (R60): one line in the module, one in the model, one in a migration.</summary>
public static class JobsExtensions
{
    private const double PartOfPatience = 0.8;

    /// <summary>This module has these jobs, as rows of <typeparamref name="TContext"/>; after <c>AddDatabase</c>. Where <c>Jobs:Enabled</c> is, this process runs them.</summary>
    public static ModuleBuilder AddJobs<TContext>(this ModuleBuilder module, Action<JobsBuilder<TContext>> jobs)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var builder = new JobsBuilder<TContext>();
        jobs(builder);
        var services = module.Services;
        services.AddSingleton<JobNews<TContext>>();
        services.AddSingleton(sp => new JobParts<TContext>(
            Store(module.Profile.Name, sp.GetRequiredService<ServiceDatabase<TContext>>().Sql, sp.GetRequiredService<JobNews<TContext>>().Bell), Whole(builder, sp)));
        services.AddSingleton(sp => new ServiceJobs<TContext>(
            sp.GetRequiredService<Session<TContext>>(), sp.GetRequiredService<ServiceDatabase<TContext>>(), sp.GetRequiredService<JobNews<TContext>>(),
            sp.GetRequiredService<JobParts<TContext>>(), sp.GetRequiredService<CurrentRequest>(), sp.GetRequiredService<TimeProvider>(),
            sp.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions));
        services.AddSingleton<IServiceJobs>(sp => sp.GetRequiredService<ServiceJobs<TContext>>());
        if (builder.Registry.Consumers.Count > 0)
        {
            services.AddSingleton<IEventReceiver>(sp => new ServiceInbox<TContext>(
                module.Profile.Name, builder.Registry, sp.GetRequiredService<Session<TContext>>(), sp.GetRequiredService<ServiceDatabase<TContext>>(), sp.GetRequiredService<JobNews<TContext>>(),
                sp.GetRequiredService<JobParts<TContext>>().Store, sp.GetRequiredService<MessagingMetrics>(), sp.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IHostedService>(sp => new InboxSweep(
                sp.GetRequiredService<ServiceDatabase<TContext>>().Sql, new StoreTrouble(module.Profile.Name, sp.GetRequiredService<ILogger<JobWorker>>()), sp.GetRequiredService<TimeProvider>()));
        }

        if (module.Profile.Options.Jobs.Notify)
        {
            services.AddSingleton(sp => new NoticedJobs(
                module.Profile.Name, sp.GetRequiredService<JobNews<TContext>>(), (sp.GetRequiredService<ServiceDatabase<TContext>>().Sql as PostgreSqlEngine)?.Pools, module.Profile.Options.Jobs.Enabled));
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JobNotices>());
        }

        if (module.Profile.Options.Jobs.Enabled)
        {
            services.AddSingleton<IHostedService>(sp => Worker(sp, sp.GetRequiredService<JobParts<TContext>>(), module.Profile.Options.Jobs));
        }

        return module;
    }

    private static JobRegistry Whole<TContext>(JobsBuilder<TContext> jobs, IServiceProvider services)
        where TContext : DbContext
    {
        foreach (var more in services.GetServices<MoreJobs<TContext>>())
        {
            more.Add(jobs);
        }

        return jobs.Registry;
    }

    private static DatabaseJobs Store(string service, DatabaseEngine engine, Bell bell) =>
        engine is PostgreSqlEngine ? new PostgreSqlJobs(service, engine, bell) : new SqliteJobs(service, engine, bell);

    private static JobWorker Worker<TContext>(IServiceProvider services, JobParts<TContext> parts, JobOptions options)
    {
        var (time, metrics, log) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<JobMetrics>(), services.GetRequiredService<ILogger<JobWorker>>());
        var (held, queues, trouble) = (new HeldJobs(), Queues(parts.Registry, options, time), new StoreTrouble(parts.Store.Service, log));
        var execution = new JobExecution(parts.Store, parts.Registry, services, services.GetRequiredService<CurrentRequest>(), metrics, time, log);
        var hands = new JobHands(queues, held, execution.RunAsync, parts.Store.Bell);
        metrics.Watch(parts.Store.Service, queues, held);
        // The host's patience ends everything: what must be handed back by then begins before.
        var patience = services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout * PartOfPatience;
        var drain = TimeSpan.FromMilliseconds(options.DrainMs);
        return new(
            parts.Store, queues, hands, new JobHandBack(hands, held, parts.Store.Bell, drain < patience ? drain : patience, time), options,
            new JobUpkeep(parts.Store, parts.Registry, held, options, trouble, metrics, new JobWatch(parts.Store, metrics, time, log), time, log), trouble, time, log);
    }

    private static JobQueue[] Queues(JobRegistry registry, JobOptions options, TimeProvider time) =>
        [.. registry.Queues.Where(queue => options.ConcurrencyOf(queue) > 0).Select(queue => new JobQueue(queue, options.ConcurrencyOf(queue), registry.HasLanes(queue), time))];
}

/// <summary>What the jobs of one database are made of.</summary>
internal sealed record JobParts<TContext>(DatabaseJobs Store, JobRegistry Registry);
