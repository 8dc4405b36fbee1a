using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>Which account somebody has who signs in by Firebase.</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261128000002_Firebase")]
internal sealed class Firebase : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateFirebase(migrationBuilder.InSchema(GroceryDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropFirebase(migrationBuilder.InSchema(GroceryDb.Schema));
}
