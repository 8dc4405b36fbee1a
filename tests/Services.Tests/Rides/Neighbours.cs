using System.Collections.Concurrent;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Jobs;
using Seaworthy.Messaging;
using Seaworthy.Rides.Contracts;

namespace Seaworthy.Services.Tests.Rides;

/// <summary>Stands where the other modules of the rides stand: hears all that a module tells, and tells it whatever a test says.</summary>
internal sealed class Neighbours : IModule
{
    public static ModuleInfo Info { get; } = new("neighbours", "The other modules", Dialect.Rides);

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<NeighboursDb>().AddOutbox<NeighboursDb>().AddJobs<NeighboursDb>(jobs =>
        {
            Hear(jobs, RideEvents.Wanted);
            Hear(jobs, RideEvents.Found);
            Hear(jobs, RideEvents.Nobody);
            Hear(jobs, RideEvents.Released);
            Hear(jobs, RideEvents.Owed);
            Hear(jobs, RideEvents.Paid);
            Hear(jobs, RideEvents.Failed);
        });
        module.Services.AddSingleton<HeardEvents>();
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
    }

    private static void Hear<TEvent>(JobsBuilder<NeighboursDb> jobs, EventContract<TEvent> contract) =>
        jobs.Consume<HeardEvents, TEvent>(new($"hear-{contract.Name.Replace('.', '-')}"), contract, (heard, told, _, _) => heard.AddAsync(told!));
}

/// <summary>What was told, in its order.</summary>
internal sealed class HeardEvents(Session<NeighboursDb> session, ServiceEvents<NeighboursDb> events)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentQueue<object> _told = new();

    public IEnumerable<TEvent> Of<TEvent>() => _told.OfType<TEvent>();

    public Task AddAsync(object told)
    {
        _told.Enqueue(told);
        return Task.CompletedTask;
    }

    /// <summary>The first such event, which may be on its way.</summary>
    public async Task<TEvent> ShouldHearAsync<TEvent>(Func<TEvent, bool> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Of<TEvent>().Where(isIt).Take(1).ToList() is [var told])
            {
                return told;
            }

            if (patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"No such {typeof(TEvent).Name} was told; there were: {string.Join("; ", Of<TEvent>())}");
            }

            await Task.Delay(Between);
        }
    }

    /// <summary>Tells it, as the module does that tells such things.</summary>
    public Task TellAsync<TEvent>(EventContract<TEvent> contract, TEvent told) => session.WriteAsync(
        async (db, ct) =>
        {
            await events.PublishAsync(db, contract, told, ct);
            return true;
        },
        CancellationToken.None);
}

internal sealed class NeighboursDb(DbContextOptions<NeighboursDb> options) : DbContext(options)
{
    public const string Schema = "neighbours";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapJobs();
        modelBuilder.MapOutbox();
        modelBuilder.MapInbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(NeighboursDb))]
[Migration("20261203000001_Neighbours")]
internal sealed class NeighboursTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(NeighboursDb.Schema);
        migrationBuilder.CreateJobs(schema);
        migrationBuilder.CreateOutbox(schema);
        migrationBuilder.CreateInbox(schema);
    }
}
