using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Hosting;
using Seaworthy.Messaging;

namespace Seaworthy.Bench.Outbox;

/// <summary>A service that has nothing but an outbox.</summary>
internal sealed class Shop : IModule
{
    public static EventContract<Sold> Sold { get; } = new("shop.sold", 1, sold => sold.Product);

    public static ModuleInfo Info { get; } = new("shop", "Shop", Dialect.Default);

    public static void AddServices(ModuleBuilder module) => module.AddDatabase<ShopDb>().AddOutbox<ShopDb>();

    public static void MapRoutes(RouteGroupBuilder routes)
    {
    }
}

internal sealed record Sold(string Product, int Number);

internal sealed class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
{
    public const string Schema = "shop";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapOutbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(ShopDb))]
[Migration("1_Shop")]
internal sealed class ShopTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateOutbox(migrationBuilder.InSchema(ShopDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropOutbox(migrationBuilder.InSchema(ShopDb.Schema));
}
