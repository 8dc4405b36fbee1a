using Microsoft.AspNetCore.Routing;
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

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>A pier that tells which ships have come.</summary>
internal sealed class PierModule : IModule
{
    public static EventContract<Arrival> Arrived { get; } = new("pier.ship-arrived", 1, arrival => arrival.Ship);

    /// <summary>The same in its next version, which calls things otherwise.</summary>
    public static EventContract<Landing> Landed { get; } = new("pier.ship-arrived", 2, landing => landing.Ship);

    /// <summary>Nobody consumes it.</summary>
    public static EventContract<Arrival> Left { get; } = new("pier.ship-left", 1, arrival => arrival.Ship);

    public static ModuleInfo Info { get; } = new("pier", "Pier", Dialect.Default);

    public static void AddServices(ModuleBuilder module) => module.AddDatabase<PierDb>().AddOutbox<PierDb>();

    public static void MapRoutes(RouteGroupBuilder routes)
    {
    }
}

/// <summary>That a ship has come, for the how-manieth time.</summary>
internal sealed record Arrival(string Ship, int Number);

/// <summary>An <see cref="Arrival"/> in the next version.</summary>
internal sealed record Landing(string Ship, int Voyage);

internal sealed class PierDb(DbContextOptions<PierDb> options) : DbContext(options)
{
    public const string Schema = "pier";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapOutbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(PierDb))]
[Migration("1_Pier")]
internal sealed class PierTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateOutbox(migrationBuilder.InSchema(PierDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropOutbox(migrationBuilder.InSchema(PierDb.Schema));
}
