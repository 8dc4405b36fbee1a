using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Todos.Data.Migrations;

/// <summary>Who did what to which object.</summary>
[DbContext(typeof(TodosDb))]
[Migration("20261130000004_AuditTrail")]
internal sealed class AuditTrail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateAuditTrail(migrationBuilder.InSchema(TodosDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropAuditTrail(migrationBuilder.InSchema(TodosDb.Schema));
}
