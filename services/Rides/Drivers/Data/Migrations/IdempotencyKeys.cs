using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Drivers.Data.Migrations;

/// <summary>Idempotency keys, each committed with what its request did.</summary>
[DbContext(typeof(DriversDb))]
[Migration("20261203000005_IdempotencyKeys")]
internal sealed class IdempotencyKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIdempotencyKeys(migrationBuilder.InSchema(DriversDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropIdempotencyKeys(migrationBuilder.InSchema(DriversDb.Schema));
}
