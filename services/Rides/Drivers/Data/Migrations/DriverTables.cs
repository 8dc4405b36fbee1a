using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Drivers.Data.Migrations;

/// <summary>Drivers, where they were, and for which rides one was wanted.</summary>
[DbContext(typeof(DriversDb))]
[Migration("20261203000001_DriverTables")]
internal sealed class DriverTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(DriversDb.Schema);
        CreateDrivers(migrationBuilder, schema);
        migrationBuilder.CreateTable("driver_positions", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            driver_id = table.Long(migrationBuilder, "driver_id"),
            at = table.Instant(migrationBuilder, "at"),
            lat_e6 = table.Int(migrationBuilder, "lat_e6"),
            lon_e6 = table.Int(migrationBuilder, "lon_e6"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_driver_positions", row => row.id);
            table.ForeignKey("fk_driver_positions_driver", row => row.driver_id, "drivers", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_position_driver", "driver_positions", ["driver_id", "at", "id"], schema);
        migrationBuilder.CreateIndex("idx_position_at", "driver_positions", "at", schema);
        migrationBuilder.CreateTable("asked_rides", schema: schema, columns: table => new
        {
            ride = table.Uuid(migrationBuilder, "ride"),
            round = table.Int(migrationBuilder, "round"),
            state = table.Text(migrationBuilder, "state"),
            asked_at = table.Instant(migrationBuilder, "asked_at"),
            asked_by = table.Uuid(migrationBuilder, "asked_by"),
        }, constraints: table => table.PrimaryKey("pk_asked_rides", row => row.ride));
        migrationBuilder.CreateIndex("idx_asked_ride_at", "asked_rides", "asked_at", schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["asked_rides", "driver_positions", "drivers"])
        {
            migrationBuilder.DropTable(table, migrationBuilder.InSchema(DriversDb.Schema));
        }
    }

    private static void CreateDrivers(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("drivers", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            subject = table.Text(migrationBuilder, "subject"),
            name = table.Text(migrationBuilder, "name"),
            vehicle = table.Text(migrationBuilder, "vehicle"),
            plate = table.Text(migrationBuilder, "plate"),
            state = table.Text(migrationBuilder, "state"),
            wants_off = table.Flag(migrationBuilder, "wants_off"),
            lat_e6 = table.Int(migrationBuilder, "lat_e6", nullable: true),
            lon_e6 = table.Int(migrationBuilder, "lon_e6", nullable: true),
            band = table.Int(migrationBuilder, "band", nullable: true),
            position_at = table.Instant(migrationBuilder, "position_at", nullable: true),
            ride = table.Uuid(migrationBuilder, "ride", nullable: true),
            round = table.Int(migrationBuilder, "round", nullable: true),
            kept_at = table.Instant(migrationBuilder, "kept_at", nullable: true),
            sampled_at = table.Instant(migrationBuilder, "sampled_at", nullable: true),
            sampled_lat_e6 = table.Int(migrationBuilder, "sampled_lat_e6", nullable: true),
            sampled_lon_e6 = table.Int(migrationBuilder, "sampled_lon_e6", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_drivers", row => row.id);
            table.CheckConstraint("ck_drivers_kept", "(state = 'kept') = (ride is not null)");
        });
        migrationBuilder.CreateIndex("idx_driver_subject", "drivers", "subject", schema, unique: true);
        migrationBuilder.CreateIndex("idx_driver_plate", "drivers", "plate", schema, unique: true);
        migrationBuilder.CreateIndex("idx_driver_ride", "drivers", "ride", schema, unique: true, filter: "ride IS NOT NULL");
        migrationBuilder.CreateIndex("idx_driver_free_band", "drivers", "band", schema, filter: "state = 'free'");
        migrationBuilder.CreateIndex("idx_driver_state", "drivers", ["state", "id"], schema);
        if (migrationBuilder.IsPostgreSql())
        {
            // A position every few seconds: with room in the page the new row stands beside the old one, and no index is touched.
            migrationBuilder.Sql($"alter table {schema}.drivers set (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05)");
        }
    }
}
