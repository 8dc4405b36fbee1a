using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>A dock where crates are unloaded by jobs.</summary>
internal sealed class DockModule : IModule
{
    public static ModuleInfo Info { get; } = new("dock", "Dock", Dialect.Default);

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<DockDb>().AddJobs<DockDb>(jobs => jobs
            .Run<Dockers, Crate>(Dockers.Unload, (dockers, crate, run, ct) => dockers.UnloadAsync(crate, run, ct))
            .Run<Dockers, Crate>(Dockers.Drop, (_, crate, _, _) => throw new InvalidOperationException($"{crate.Name} fell"))
            .Run<Dockers, Crate>(Dockers.Refuse, (_, crate, _, _) => throw new JobRejectedException($"{crate.Name} is not for us"))
            .Run<Dockers, Crate>(Dockers.Carry, (dockers, crate, run, ct) => dockers.CarryAsync(crate, run, ct))
            .Run<Dockers, Crate>(Dockers.Seek, (dockers, crate, run, ct) => dockers.SeekAsync(crate, run, ct))
            .Run<Dockers, Crate, Weight>(Dockers.Weigh, (_, crate, _, _) => Task.FromResult(new Weight(crate.Name.Length)))
            .Schedule("tide", CronSchedule.Parse("0 * * * *"), Dockers.Weigh, instant => new($"tide of {instant:HH:mm}")));
        module.Services.AddSingleton<Dockers>();
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapPost("/crates/{name}", async (string name, Session<DockDb> session, ServiceJobs<DockDb> jobs, CancellationToken ct) =>
            await session.AnswerAsync(async (db, token) => TaskEndpoints.Accepted(await jobs.EnqueueAsync(db, Dockers.Weigh, new(name), token), "/dock/tasks"), ct)).Public();
        routes.MapTasks<DockDb>("/tasks", (context, _) => new(context.Request.Headers.ContainsKey("X-Docker"))).Public();
    }
}

internal sealed record Crate(string Name);

internal sealed record Weight(int Kilos);

/// <summary>What a job has done to the database.</summary>
internal sealed class Unloaded
{
    public long Id { get; set; }

    public required string Crate { get; set; }

    public required Guid Job { get; set; }
}

/// <summary>That somebody has begun with a job.</summary>
internal sealed class Begun
{
    public long Id { get; set; }

    public required Guid Job { get; set; }

    public required int Attempt { get; set; }

    public required DateTime At { get; set; }
}

internal sealed class DockDb(DbContextOptions<DockDb> options) : DbContext(options)
{
    public const string Schema = "dock";

    public DbSet<Unloaded> Unloaded => Set<Unloaded>();

    public DbSet<Begun> Begun => Set<Begun>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Unloaded>(row => row.ToTable("unloaded"));
        modelBuilder.Entity<Begun>(row => row.ToTable("begun"));
        modelBuilder.MapJobs();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(DockDb))]
[Migration("1_Dock")]
internal sealed class Dock : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(DockDb.Schema);
        migrationBuilder.CreateTable("unloaded", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            crate = table.Text(migrationBuilder, "crate"),
            job = table.Uuid(migrationBuilder, "job"),
        }, constraints: table => table.PrimaryKey("pk_unloaded", row => row.id));
        migrationBuilder.CreateTable("begun", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            job = table.Uuid(migrationBuilder, "job"),
            attempt = table.Int(migrationBuilder, "attempt"),
            at = table.Instant(migrationBuilder, "at"),
        }, constraints: table => table.PrimaryKey("pk_begun", row => row.id));
        migrationBuilder.CreateJobs(schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(DockDb.Schema);
        migrationBuilder.DropJobs(schema);
        migrationBuilder.DropTable("begun", schema);
        migrationBuilder.DropTable("unloaded", schema);
    }
}
