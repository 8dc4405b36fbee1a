using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Users.Data.Migrations;

/// <summary>Who did what to which object.</summary>
[DbContext(typeof(UsersDb))]
[Migration("20261203000004_AuditTrail")]
internal sealed class AuditTrail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateAuditTrail(migrationBuilder.InSchema(UsersDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropAuditTrail(migrationBuilder.InSchema(UsersDb.Schema));
}
