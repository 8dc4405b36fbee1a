using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>Where images of products are that were made smaller.</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261130000002_Thumbnails")]
internal sealed class Thumbnails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("thumbnails", "products", migrationBuilder.IsPostgreSql() ? "text" : "TEXT", schema: migrationBuilder.InSchema(GroceryDb.Schema), nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("thumbnails", "products", migrationBuilder.InSchema(GroceryDb.Schema));
}
