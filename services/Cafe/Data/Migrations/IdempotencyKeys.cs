using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Cafe.Data.Migrations;

/// <summary>Idempotency keys, each committed with what its request did.</summary>
[DbContext(typeof(CafeDb))]
[Migration("20261126000003_IdempotencyKeys")]
internal sealed class IdempotencyKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIdempotencyKeys(migrationBuilder.InSchema(CafeDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropIdempotencyKeys(migrationBuilder.InSchema(CafeDb.Schema));
}
