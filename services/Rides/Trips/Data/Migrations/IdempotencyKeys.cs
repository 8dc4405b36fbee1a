using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Trips.Data.Migrations;

/// <summary>Idempotency keys, each committed with what its request did.</summary>
[DbContext(typeof(TripsDb))]
[Migration("20261203000002_IdempotencyKeys")]
internal sealed class IdempotencyKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIdempotencyKeys(migrationBuilder.InSchema(TripsDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropIdempotencyKeys(migrationBuilder.InSchema(TripsDb.Schema));
}
