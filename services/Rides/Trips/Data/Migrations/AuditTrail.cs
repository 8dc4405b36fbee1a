using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Trips.Data.Migrations;

/// <summary>Who ended which ride, and who was refused.</summary>
[DbContext(typeof(TripsDb))]
[Migration("20261203000006_AuditTrail")]
internal sealed class AuditTrail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateAuditTrail(migrationBuilder.InSchema(TripsDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropAuditTrail(migrationBuilder.InSchema(TripsDb.Schema));
}
