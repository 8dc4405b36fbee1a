using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Cafe.Data.Migrations;

/// <summary>Restaurants, their people, tables and menus.</summary>
[DbContext(typeof(CafeDb))]
[Migration("20261126000001_Restaurants")]
internal sealed class Restaurants : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(CafeDb.Schema);
        migrationBuilder.CreateTable("restaurants", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            name = table.Text(migrationBuilder, "name"),
            currency = table.Text(migrationBuilder, "currency"),
            last_event = table.Long(migrationBuilder, "last_event"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_restaurants", row => row.id);
        });
        CreateUsers(migrationBuilder, schema);
        CreateTables(migrationBuilder, schema);
        CreateMenu(migrationBuilder, schema);
        CreateModifiers(migrationBuilder, schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["menu_modifiers", "menu_items", "categories", "tables", "users", "restaurants"])
        {
            migrationBuilder.DropTable(table, migrationBuilder.InSchema(CafeDb.Schema));
        }
    }

    private static void CreateUsers(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("users", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            restaurant_id = table.Long(migrationBuilder, "restaurant_id"),
            email = table.Text(migrationBuilder, "email"),
            full_name = table.Text(migrationBuilder, "full_name"),
            role = table.Text(migrationBuilder, "role"),
            is_active = table.Flag(migrationBuilder, "is_active"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_users", row => row.id);
            table.ForeignKey("fk_users_restaurant", row => row.restaurant_id, "restaurants", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_user_email", "users", "email", schema, unique: true);
        migrationBuilder.CreateIndex("idx_user_restaurant", "users", ["restaurant_id", "id"], schema);
    }

    private static void CreateTables(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("tables", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            restaurant_id = table.Long(migrationBuilder, "restaurant_id"),
            name = table.SortText(migrationBuilder, "name"),
            seats = table.Int(migrationBuilder, "seats"),
            token_hash = table.Text(migrationBuilder, "token_hash", nullable: true),
            token_at = table.Instant(migrationBuilder, "token_at", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_tables", row => row.id);
            table.ForeignKey("fk_tables_restaurant", row => row.restaurant_id, "restaurants", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_table_restaurant_name", "tables", ["restaurant_id", "name"], schema, unique: true);
        migrationBuilder.CreateIndex("idx_table_token_hash", "tables", "token_hash", schema, unique: true);
    }

    private static void CreateMenu(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("categories", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            restaurant_id = table.Long(migrationBuilder, "restaurant_id"),
            name = table.Text(migrationBuilder, "name"),
            position = table.Int(migrationBuilder, "position"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_categories", row => row.id);
            table.ForeignKey("fk_categories_restaurant", row => row.restaurant_id, "restaurants", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_category_restaurant", "categories", ["restaurant_id", "position", "id"], schema);
        migrationBuilder.CreateTable("menu_items", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            restaurant_id = table.Long(migrationBuilder, "restaurant_id"),
            category_id = table.Long(migrationBuilder, "category_id"),
            name = table.Text(migrationBuilder, "name"),
            name_key = table.SortText(migrationBuilder, "name_key"),
            description = table.Text(migrationBuilder, "description"),
            price = table.Long(migrationBuilder, "price"),
            is_available = table.Flag(migrationBuilder, "is_available"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_menu_items", row => row.id);
            table.ForeignKey("fk_menu_items_restaurant", row => row.restaurant_id, "restaurants", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_menu_items_category", row => row.category_id, "categories", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_menuitem_restaurant_category", "menu_items", ["restaurant_id", "category_id", "name_key", "id"], schema);
        migrationBuilder.CreateIndex("idx_menuitem_restaurant_available", "menu_items", ["restaurant_id", "is_available", "name_key", "id"], schema);
        migrationBuilder.CreateIndex("idx_menuitem_restaurant_name", "menu_items", ["restaurant_id", "name_key", "id"], schema);
        migrationBuilder.CreateIndex("idx_menuitem_category", "menu_items", "category_id", schema);
    }

    private static void CreateModifiers(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("menu_modifiers", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            restaurant_id = table.Long(migrationBuilder, "restaurant_id"),
            menu_item_id = table.Long(migrationBuilder, "menu_item_id"),
            name = table.Text(migrationBuilder, "name"),
            price = table.Long(migrationBuilder, "price"),
            is_available = table.Flag(migrationBuilder, "is_available"),
            position = table.Int(migrationBuilder, "position"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_menu_modifiers", row => row.id);
            table.ForeignKey("fk_menu_modifiers_restaurant", row => row.restaurant_id, "restaurants", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_menu_modifiers_item", row => row.menu_item_id, "menu_items", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_modifier_menuitem", "menu_modifiers", ["menu_item_id", "position", "id"], schema);
        migrationBuilder.CreateIndex("idx_modifier_restaurant", "menu_modifiers", "restaurant_id", schema);
    }
}
