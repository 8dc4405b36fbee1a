using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Trips.Data.Migrations;

/// <summary>Rides and their history.</summary>
[DbContext(typeof(TripsDb))]
[Migration("20261203000001_RideTables")]
internal sealed class RideTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(TripsDb.Schema);
        migrationBuilder.CreateTable("rides", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            public_id = table.Uuid(migrationBuilder, "public_id"),
            version = table.Int(migrationBuilder, "version"),
            user_id = table.Text(migrationBuilder, "user_id"),
            status = table.Text(migrationBuilder, "status"),
            round = table.Int(migrationBuilder, "round"),
            pickup_lat_e6 = table.Int(migrationBuilder, "pickup_lat_e6", nullable: true),
            pickup_lon_e6 = table.Int(migrationBuilder, "pickup_lon_e6", nullable: true),
            pickup_name = table.Text(migrationBuilder, "pickup_name", nullable: true),
            dropoff_lat_e6 = table.Int(migrationBuilder, "dropoff_lat_e6", nullable: true),
            dropoff_lon_e6 = table.Int(migrationBuilder, "dropoff_lon_e6", nullable: true),
            dropoff_name = table.Text(migrationBuilder, "dropoff_name", nullable: true),
            distance_m = table.Int(migrationBuilder, "distance_m"),
            quote_cents = table.Long(migrationBuilder, "quote_cents"),
            fare_cents = table.Long(migrationBuilder, "fare_cents", nullable: true),
            currency = table.Text(migrationBuilder, "currency"),
            payment = table.Text(migrationBuilder, "payment"),
            payment_reason = table.Text(migrationBuilder, "payment_reason", nullable: true),
            driver_id = table.Text(migrationBuilder, "driver_id", nullable: true),
            driver_name = table.Text(migrationBuilder, "driver_name", nullable: true),
            vehicle = table.Text(migrationBuilder, "vehicle", nullable: true),
            plate = table.Text(migrationBuilder, "plate", nullable: true),
            refused = table.Text(migrationBuilder, "refused"),
            until = table.Instant(migrationBuilder, "until"),
            requested_at = table.Instant(migrationBuilder, "requested_at"),
            matched_at = table.Instant(migrationBuilder, "matched_at", nullable: true),
            accepted_at = table.Instant(migrationBuilder, "accepted_at", nullable: true),
            started_at = table.Instant(migrationBuilder, "started_at", nullable: true),
            ended_at = table.Instant(migrationBuilder, "ended_at", nullable: true),
            paid_at = table.Instant(migrationBuilder, "paid_at", nullable: true),
            import_key = table.Text(migrationBuilder, "import_key", nullable: true),
        }, constraints: table => table.PrimaryKey("pk_rides", row => row.id));
        migrationBuilder.CreateIndex("idx_rides_public_id", "rides", "public_id", schema, unique: true);
        migrationBuilder.CreateIndex("idx_rides_user_status", "rides", ["user_id", "status", "id"], schema);
        migrationBuilder.CreateIndex("idx_rides_user", "rides", ["user_id", "id"], schema);
        migrationBuilder.CreateIndex("idx_rides_driver_status", "rides", ["driver_id", "status", "id"], schema);
        migrationBuilder.CreateIndex("idx_rides_driver", "rides", ["driver_id", "id"], schema);
        migrationBuilder.CreateIndex("idx_rides_status", "rides", ["status", "id"], schema);
        migrationBuilder.CreateIndex("idx_rides_import_key", "rides", "import_key", schema, unique: true, filter: "import_key IS NOT NULL");
        migrationBuilder.CreateIndex("idx_rides_ended", "rides", "ended_at", schema);
        migrationBuilder.CreateIndex(TripsDb.OneOfRider, "rides", "user_id", schema, unique: true, filter: "status IN ('requested', 'matched', 'accepted', 'started')");
        migrationBuilder.CreateIndex(TripsDb.OneOfDriver, "rides", "driver_id", schema, unique: true, filter: "status IN ('matched', 'accepted', 'started')");
        migrationBuilder.CreateTable("ride_events", schema: schema, columns: table => new
        {
            ride_id = table.Long(migrationBuilder, "ride_id"),
            version = table.Int(migrationBuilder, "version"),
            fact = table.Text(migrationBuilder, "fact"),
            at = table.Instant(migrationBuilder, "at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_ride_events", row => new { row.ride_id, row.version });
            table.ForeignKey("fk_ride_events_ride", row => row.ride_id, "rides", "id", schema, onDelete: ReferentialAction.Restrict);
        });
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("ride_events", migrationBuilder.InSchema(TripsDb.Schema));
        migrationBuilder.DropTable("rides", migrationBuilder.InSchema(TripsDb.Schema));
    }
}
