using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Trips.Data.Migrations;

/// <summary>Work that outlives its request.</summary>
[DbContext(typeof(TripsDb))]
[Migration("20261203000003_Jobs")]
internal sealed class Jobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateJobs(migrationBuilder.InSchema(TripsDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropJobs(migrationBuilder.InSchema(TripsDb.Schema));
}
