using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Workforce.Data.Migrations;

/// <summary>Accounts with their sessions.</summary>
[DbContext(typeof(WorkforceDb))]
[Migration("20261126000010_Accounts")]
internal sealed class Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateAccounts(migrationBuilder.InSchema(WorkforceDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropAccounts(migrationBuilder.InSchema(WorkforceDb.Schema));
}
