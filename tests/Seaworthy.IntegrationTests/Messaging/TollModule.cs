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

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>A toll house that takes a toll for each ship.</summary>
internal sealed class TollModule : IModule
{
    public static ModuleInfo Info { get; } = new("toll", "Toll house", Dialect.Default);

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<TollDb>().AddJobs<TollDb>(jobs => jobs.Consume<TollKeeper, Arrival>(TollKeeper.Take, PierModule.Arrived, (keeper, arrival, run, ct) => keeper.TakeAsync(arrival, run, ct)));
        module.Services.AddSingleton<TollKeeper>();
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
    }
}

/// <summary>The toll house when it has moved to the next version of what it is told.</summary>
internal sealed class MovedTollModule : IModule
{
    private static readonly JobKind<Landing> Take = new(TollKeeper.Take.Name);

    public static ModuleInfo Info => TollModule.Info;

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<TollDb>().AddJobs<TollDb>(jobs => jobs.Consume<TollKeeper, Landing>(Take, PierModule.Landed, (keeper, landing, run, ct) => keeper.TakeAsync(new(landing.Ship, landing.Voyage), run, ct)));
        module.Services.AddSingleton<TollKeeper>();
    }

    public static void MapRoutes(RouteGroupBuilder routes) => TollModule.MapRoutes(routes);
}

/// <summary>Takes one toll for each arrival; ships may be difficult.</summary>
internal sealed class TollKeeper(Session<TollDb> session, ServiceJobs<TollDb> jobs)
{
    public static JobKind<Arrival> Take { get; } = new("take-toll") { Retry = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)) };

    /// <summary>Called before it is taken.</summary>
    public Action<Arrival, JobRun> Before { get; set; } = (_, _) => { };

    public async Task TakeAsync(Arrival arrival, JobRun run, CancellationToken cancellationToken)
    {
        Before(arrival, run);
        await session.WriteAsync(
            async (db, ct) =>
            {
                db.Add(new Toll { Ship = arrival.Ship, Number = arrival.Number });
                await db.SaveChangesAsync(ct);
                await jobs.CompleteInTransactionAsync(db, run, ct);
                return true;
            },
            cancellationToken);
    }
}

internal sealed class Toll
{
    public long Id { get; set; }

    public required string Ship { get; set; }

    public required int Number { get; set; }
}

internal sealed class TollDb(DbContextOptions<TollDb> options) : DbContext(options)
{
    public const string Schema = "toll";

    public DbSet<Toll> Tolls => Set<Toll>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Toll>(row => row.ToTable("tolls"));
        modelBuilder.MapJobs();
        modelBuilder.MapInbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(TollDb))]
[Migration("1_Toll")]
internal sealed class TollTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(TollDb.Schema);
        migrationBuilder.CreateTable("tolls", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            ship = table.Text(migrationBuilder, "ship"),
            number = table.Int(migrationBuilder, "number"),
        }, constraints: table => table.PrimaryKey("pk_tolls", row => row.id));
        migrationBuilder.CreateJobs(schema);
        migrationBuilder.CreateInbox(schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(TollDb.Schema);
        migrationBuilder.DropInbox(schema);
        migrationBuilder.DropJobs(schema);
        migrationBuilder.DropTable("tolls", schema);
    }
}
