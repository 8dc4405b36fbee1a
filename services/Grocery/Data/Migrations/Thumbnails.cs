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

    // By a statement of our own: EF Core would make the table anew on SQLite, under the view that reads it.
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql($"alter table {(migrationBuilder.InSchema(GroceryDb.Schema) is { } schema ? schema + "." : "")}products drop column thumbnails");
}
