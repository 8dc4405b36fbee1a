using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>Categories, products and the words that search finds them by.</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261121000001_Catalogue")]
internal sealed class Catalogue : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(GroceryDb.Schema);
        migrationBuilder.CreateTable("categories", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            name = table.Text(migrationBuilder, "name"),
            slug = table.SortText(migrationBuilder, "slug"),
        }, constraints: table => table.PrimaryKey("pk_categories", row => row.id));
        migrationBuilder.CreateIndex("idx_categories_slug", "categories", "slug", schema, unique: true);

        migrationBuilder.CreateTable("products", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            code = table.Text(migrationBuilder, "code", nullable: true),
            import_key = table.Text(migrationBuilder, "import_key", nullable: true),
            name = table.Text(migrationBuilder, "name"),
            name_key = table.SortText(migrationBuilder, "name_key"),
            description = table.Text(migrationBuilder, "description"),
            price = table.Long(migrationBuilder, "price"),
            currency = table.Text(migrationBuilder, "currency"),
            category_id = table.Long(migrationBuilder, "category_id", nullable: true),
            is_active = table.Flag(migrationBuilder, "is_active"),
            image_url = table.Text(migrationBuilder, "image_url", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_products", row => row.id);
            table.ForeignKey("fk_products_category", row => row.category_id, "categories", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_products_code", "products", "code", schema, unique: true);
        migrationBuilder.CreateIndex("idx_products_import_key", "products", "import_key", schema, unique: true);
        migrationBuilder.CreateIndex("idx_products_category_id", "products", ["category_id", "is_active", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_products_active_created", "products", ["is_active", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_products_active_price", "products", ["is_active", "price", "id"], schema);
        migrationBuilder.CreateIndex("idx_products_category_price", "products", ["category_id", "is_active", "price", "id"], schema);
        migrationBuilder.CreateIndex("idx_products_active_name", "products", ["is_active", "name_key", "id"], schema);
        migrationBuilder.CreateIndex("idx_products_category_name", "products", ["category_id", "is_active", "name_key", "id"], schema);

        migrationBuilder.CreateTable("product_words", schema: schema, columns: table => new
        {
            word = table.SortText(migrationBuilder, "word"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            product_id = table.Long(migrationBuilder, "product_id"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_product_words", row => new { row.word, row.created_at, row.product_id });
            table.ForeignKey("fk_product_words_product", row => row.product_id, "products", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_product_words_product", "product_words", "product_id", schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(GroceryDb.Schema);
        migrationBuilder.DropTable("product_words", schema);
        migrationBuilder.DropTable("products", schema);
        migrationBuilder.DropTable("categories", schema);
    }
}
