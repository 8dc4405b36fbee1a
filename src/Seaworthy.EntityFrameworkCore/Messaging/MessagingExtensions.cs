using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Messaging;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>Events of a service (R22, R90). Who consumes them is a job: <c>AddJobs(jobs =&gt; jobs.Consume(…))</c>.</summary>
public static class MessagingExtensions
{
    /// <summary>This module publishes events, by <see cref="ServiceEvents{TContext}"/>; after <c>AddDatabase</c>. Each of its processes sends what there is, one at a time.</summary>
    public static ModuleBuilder AddOutbox<TContext>(this ModuleBuilder module)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(module);
        var services = module.Services;
        services.AddSingleton<OutboxNews<TContext>>();
        services.AddSingleton(sp => new ServiceEvents<TContext>(
            sp.GetRequiredService<ServiceDatabase<TContext>>(), sp.GetRequiredService<OutboxNews<TContext>>(), sp.GetRequiredService<CurrentRequest>(), sp.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IEventTransport>(sp => sp.GetRequiredService<ServiceProfiles>().Root.Options.Messaging.Url is null
            ? new LocalTransport(sp.GetServices<IEventReceiver>())
            : throw new InvalidOperationException("RABBITMQ_URL is set, and nothing here speaks to it: builder.AddSeaworthy().AddRabbitMq(), of the package Seaworthy.RabbitMq, before the modules."));
        if (module.Profile.Options.Messaging.Relay)
        {
            services.AddSingleton<IHostedService>(sp => new OutboxRelay(
                new DatabaseOutbox(module.Profile.Name, sp.GetRequiredService<ServiceDatabase<TContext>>().Sql, sp.GetRequiredService<OutboxNews<TContext>>().Bell, sp.GetRequiredService<TimeProvider>()),
                sp.GetRequiredService<IEventTransport>(), sp.GetRequiredService<MessagingMetrics>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<OutboxRelay>>()));
        }

        return module;
    }
}
