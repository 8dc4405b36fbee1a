using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Bench.Jobs;

/// <summary>A service that has nothing but jobs.</summary>
internal sealed class LoadModule : IModule
{
    public static JobKind<Load> Kind { get; } = new("load");

    public static ModuleInfo Info { get; } = new("load", "Load", Dialect.Default);

    public static void AddServices(ModuleBuilder module) => module.AddDatabase<LoadDb>().AddJobs<LoadDb>(jobs => jobs.Run<Begun, Load>(Kind, (begun, load, _, _) =>
    {
        begun.Note(load.Stamp);
        return Task.CompletedTask;
    }));

    public static void MapRoutes(RouteGroupBuilder routes)
    {
    }
}

internal sealed record Load(long Stamp);

internal sealed class LoadDb(DbContextOptions<LoadDb> options) : DbContext(options)
{
    public const string Schema = "load";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapJobs();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(LoadDb))]
[Migration("1_Load")]
internal sealed class LoadTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateJobs(migrationBuilder.InSchema(LoadDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropJobs(migrationBuilder.InSchema(LoadDb.Schema));
}
