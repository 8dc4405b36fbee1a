using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Payments.Data.Migrations;

/// <summary>Idempotency keys, each committed with what its request did.</summary>
[DbContext(typeof(PaymentsDb))]
[Migration("20261203000004_IdempotencyKeys")]
internal sealed class IdempotencyKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIdempotencyKeys(migrationBuilder.InSchema(PaymentsDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropIdempotencyKeys(migrationBuilder.InSchema(PaymentsDb.Schema));
}
