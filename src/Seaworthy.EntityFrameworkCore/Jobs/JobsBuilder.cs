using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Seaworthy.Jobs;
using Seaworthy.Messaging;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>Which jobs a service has, and what runs them.</summary>
public sealed class JobsBuilder<TContext>
    where TContext : DbContext
{
    internal JobRegistry Registry { get; } = new();

    /// <summary>Runs jobs of a kind by a handler from the services.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="run">
    /// What is run: what it throws is the attempt's error, and it is tried again as the kind says; <see cref="JobRejectedException"/> ends it. It may run twice
    /// where its process dies: <see cref="ServiceJobs{TContext}.CompleteInTransactionAsync"/> makes what it writes happen once.
    /// </param>
    /// <exception cref="InvalidOperationException">Another kind has its name.</exception>
    public JobsBuilder<TContext> Run<THandler, TArgs>(JobKind<TArgs> kind, Func<THandler, TArgs, JobRun, CancellationToken, Task> run)
        where THandler : notnull
    {
        Registry.Add(kind, async (services, args, job, cancellationToken) =>
        {
            await run(services.GetRequiredService<THandler>(), args, job, cancellationToken);
            return null;
        });
        return this;
    }

    /// <summary>The same for jobs that make something: what the handler returns is kept, as the JSON that an endpoint would answer, for as long as the kind says.</summary>
    public JobsBuilder<TContext> Run<THandler, TArgs, TResult>(JobKind<TArgs> kind, Func<THandler, TArgs, JobRun, CancellationToken, Task<TResult>> run)
        where THandler : notnull
    {
        Registry.Add(kind, async (services, args, job, cancellationToken) =>
            JsonSerializer.Serialize(
                await run(services.GetRequiredService<THandler>(), args, job, cancellationToken), services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions));
        return this;
    }

    /// <summary>
    /// Consumes events of other services, or of this one (R22): each is a job of <paramref name="kind"/>, asked for once however often the event comes. Those of one key run one after
    /// the other, in the order in which they were published. The service needs <c>MapInbox</c> in its model.
    /// </summary>
    public JobsBuilder<TContext> Consume<THandler, TEvent>(JobKind<TEvent> kind, EventContract<TEvent> contract, Func<THandler, TEvent, JobRun, CancellationToken, Task> run)
        where THandler : notnull
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(contract);
        Registry.Consumers.Add(new(kind.Name, contract.Name));
        return Run(kind, run);
    }

    /// <summary>
    /// Asks for a job again and again, at the times of a schedule: once per time, however many processes there are, and once for all the times at which
    /// there was none.
    /// </summary>
    /// <param name="name">What the schedule is kept under: lower-case words with hyphens.</param>
    /// <param name="when">When.</param>
    /// <param name="kind">What kind of job.</param>
    /// <param name="args">What the job of an instant, in UTC, is told.</param>
    public JobsBuilder<TContext> Schedule<TArgs>(string name, CronSchedule when, JobKind<TArgs> kind, Func<DateTime, TArgs> args)
    {
        Registry.Schedules.Add(new(name, when, kind, instant => JsonSerializer.Serialize(args(instant), JobJson.Options)));
        return this;
    }
}
