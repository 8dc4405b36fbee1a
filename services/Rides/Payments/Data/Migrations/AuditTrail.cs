using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Payments.Data.Migrations;

/// <summary>Who did what to which object.</summary>
[DbContext(typeof(PaymentsDb))]
[Migration("20261203000003_AuditTrail")]
internal sealed class AuditTrail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateAuditTrail(migrationBuilder.InSchema(PaymentsDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropAuditTrail(migrationBuilder.InSchema(PaymentsDb.Schema));
}
