using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>What suppliers have brought.</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261129000001_Deliveries")]
internal sealed class Deliveries : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(GroceryDb.Schema);
        migrationBuilder.CreateTable("deliveries", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            supplier = table.Text(migrationBuilder, "supplier"),
            reference = table.Text(migrationBuilder, "reference"),
            lines = table.Text(migrationBuilder, "lines"),
            arrived_at = table.Instant(migrationBuilder, "arrived_at"),
        }, constraints: table => table.PrimaryKey("pk_deliveries", row => row.id));
        migrationBuilder.CreateIndex("idx_deliveries_reference", "deliveries", ["supplier", "reference"], schema, unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("deliveries", migrationBuilder.InSchema(GroceryDb.Schema));
}
