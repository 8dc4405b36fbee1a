using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Bench.Outbox;

/// <summary>A service that consumes what is sold, and does nothing but count.</summary>
internal sealed class Warehouse : IModule
{
    public static JobKind<Sold> Count { get; } = new("count");

    public static ModuleInfo Info { get; } = new("warehouse", "Warehouse", Dialect.Default);

    public static void AddServices(ModuleBuilder module) => module.AddDatabase<WarehouseDb>().AddJobs<WarehouseDb>(jobs => jobs.Consume<Counted, Sold>(Count, Shop.Sold, (counted, _, _, _) =>
    {
        counted.One();
        return Task.CompletedTask;
    }));

    public static void MapRoutes(RouteGroupBuilder routes)
    {
    }
}

internal sealed class WarehouseDb(DbContextOptions<WarehouseDb> options) : DbContext(options)
{
    public const string Schema = "warehouse";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapJobs();
        modelBuilder.MapInbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(WarehouseDb))]
[Migration("1_Warehouse")]
internal sealed class WarehouseTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateJobs(migrationBuilder.InSchema(WarehouseDb.Schema));
        migrationBuilder.CreateInbox(migrationBuilder.InSchema(WarehouseDb.Schema));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropInbox(migrationBuilder.InSchema(WarehouseDb.Schema));
        migrationBuilder.DropJobs(migrationBuilder.InSchema(WarehouseDb.Schema));
    }
}
