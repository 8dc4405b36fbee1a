using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>What the shop sold, day by day.</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261130000003_Reports")]
internal sealed class Reports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("day_reports", schema: migrationBuilder.InSchema(GroceryDb.Schema), columns: table => new
        {
            date = table.Text(migrationBuilder, "date"),
            report = table.Text(migrationBuilder, "report"),
            made_at = table.Instant(migrationBuilder, "made_at"),
        }, constraints: table => table.PrimaryKey("pk_day_reports", row => row.date));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("day_reports", migrationBuilder.InSchema(GroceryDb.Schema));
}
