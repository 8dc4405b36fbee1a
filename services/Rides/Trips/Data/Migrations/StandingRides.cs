using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Trips.Data.Migrations;

/// <summary>What keeps a rider from a new ride: without it each request reads all rides that he has ever had.</summary>
[DbContext(typeof(TripsDb))]
[Migration("20261203000005_StandingRides")]
internal sealed class StandingRides : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex(TripsDb.Standing, "rides", ["user_id", "id"], migrationBuilder.InSchema(TripsDb.Schema), filter: TripsDb.IsStanding);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropIndex(TripsDb.Standing, "rides", migrationBuilder.InSchema(TripsDb.Schema));
}
