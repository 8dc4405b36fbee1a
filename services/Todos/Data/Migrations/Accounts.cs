using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Todos.Data.Migrations;

/// <summary>Accounts with their sessions.</summary>
[DbContext(typeof(TodosDb))]
[Migration("20261130000002_Accounts")]
internal sealed class Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateAccounts(migrationBuilder.InSchema(TodosDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropAccounts(migrationBuilder.InSchema(TodosDb.Schema));
}
