using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>What the shop tells, and what it has heard.</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261201000001_Events")]
internal sealed class Events : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateOutbox(migrationBuilder.InSchema(GroceryDb.Schema));
        migrationBuilder.CreateInbox(migrationBuilder.InSchema(GroceryDb.Schema));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropInbox(migrationBuilder.InSchema(GroceryDb.Schema));
        migrationBuilder.DropOutbox(migrationBuilder.InSchema(GroceryDb.Schema));
    }
}
