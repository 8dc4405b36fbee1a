using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Provider.Data.Migrations;

/// <summary>Charges, by their idempotency keys.</summary>
[DbContext(typeof(ProviderDb))]
[Migration("20261203000001_Charges")]
internal sealed class Charges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(ProviderDb.Schema);
        migrationBuilder.CreateTable("charges", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            public_id = table.Text(migrationBuilder, "public_id"),
            key = table.Text(migrationBuilder, "key"),
            digest = table.Text(migrationBuilder, "digest"),
            amount_cents = table.Long(migrationBuilder, "amount_cents"),
            currency = table.Text(migrationBuilder, "currency"),
            method = table.Text(migrationBuilder, "method"),
            reference = table.Text(migrationBuilder, "reference"),
            status = table.Text(migrationBuilder, "status"),
            reason = table.Text(migrationBuilder, "reason", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
            settled_at = table.Instant(migrationBuilder, "settled_at", nullable: true),
            told_at = table.Instant(migrationBuilder, "told_at", nullable: true),
        }, constraints: table => table.PrimaryKey("pk_charges", row => row.id));
        migrationBuilder.CreateIndex("idx_charge_public_id", "charges", "public_id", schema, unique: true);
        migrationBuilder.CreateIndex("idx_charge_key", "charges", "key", schema, unique: true);
        migrationBuilder.CreateIndex("idx_charge_reference", "charges", ["reference", "id"], schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("charges", migrationBuilder.InSchema(ProviderDb.Schema));
}
