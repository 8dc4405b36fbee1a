using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Payments.Data.Migrations;

/// <summary>What is owed for each ride, and how far the paying is.</summary>
[DbContext(typeof(PaymentsDb))]
[Migration("20261203000001_PaymentTables")]
internal sealed class PaymentTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(PaymentsDb.Schema);
        migrationBuilder.CreateTable("payments", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            public_id = table.Uuid(migrationBuilder, "public_id"),
            ride = table.Uuid(migrationBuilder, "ride"),
            rider = table.Text(migrationBuilder, "rider"),
            amount_cents = table.Long(migrationBuilder, "amount_cents"),
            currency = table.Text(migrationBuilder, "currency"),
            what = table.Text(migrationBuilder, "what"),
            state = table.Text(migrationBuilder, "state"),
            method = table.Text(migrationBuilder, "method", nullable: true),
            attempt = table.Int(migrationBuilder, "attempt"),
            provider_charge = table.Text(migrationBuilder, "provider_charge", nullable: true),
            reason = table.Text(migrationBuilder, "reason", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_payments", row => row.id);
            table.CheckConstraint("ck_payments_amount", "amount_cents >= 0");
        });
        migrationBuilder.CreateIndex("idx_payment_ride", "payments", "ride", schema, unique: true);
        migrationBuilder.CreateIndex("idx_payment_public_id", "payments", "public_id", schema, unique: true);
        migrationBuilder.CreateIndex("idx_payment_rider_created", "payments", ["rider", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_payment_rider_state", "payments", ["rider", "state", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_payment_state_updated", "payments", ["state", "updated_at", "id"], schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("payments", migrationBuilder.InSchema(PaymentsDb.Schema));
}
