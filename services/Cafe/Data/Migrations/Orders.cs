using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Cafe.Data.Migrations;

/// <summary>Orders, their lines and their history.</summary>
[DbContext(typeof(CafeDb))]
[Migration("20261126000002_Orders")]
internal sealed class Orders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(CafeDb.Schema);
        CreateOrders(migrationBuilder, schema);
        CreateItems(migrationBuilder, schema);
        CreateEvents(migrationBuilder, schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["order_events", "order_items", "orders"])
        {
            migrationBuilder.DropTable(table, migrationBuilder.InSchema(CafeDb.Schema));
        }
    }

    private static void CreateOrders(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("orders", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            public_id = table.Uuid(migrationBuilder, "public_id"),
            restaurant_id = table.Long(migrationBuilder, "restaurant_id"),
            table_id = table.Long(migrationBuilder, "table_id", nullable: true),
            status = table.Text(migrationBuilder, "status"),
            customer_name = table.Text(migrationBuilder, "customer_name", nullable: true),
            notes = table.Text(migrationBuilder, "notes", nullable: true),
            total = table.Long(migrationBuilder, "total"),
            currency = table.Text(migrationBuilder, "currency"),
            import_key = table.Text(migrationBuilder, "import_key", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_orders", row => row.id);
            table.ForeignKey("fk_orders_restaurant", row => row.restaurant_id, "restaurants", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_orders_table", row => row.table_id, "tables", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_order_public_id", "orders", "public_id", schema, unique: true);
        migrationBuilder.CreateIndex("idx_order_import_key", "orders", ["restaurant_id", "import_key"], schema, unique: true, filter: "import_key IS NOT NULL");
        migrationBuilder.CreateIndex("idx_order_restaurant_status", "orders", ["restaurant_id", "status", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_order_restaurant_created", "orders", ["restaurant_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_order_table_id", "orders", ["table_id", "created_at", "id"], schema);
    }

    private static void CreateItems(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("order_items", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            restaurant_id = table.Long(migrationBuilder, "restaurant_id"),
            order_id = table.Long(migrationBuilder, "order_id"),
            menu_item_id = table.Long(migrationBuilder, "menu_item_id"),
            name = table.Text(migrationBuilder, "name"),
            modifiers = table.Text(migrationBuilder, "modifiers"),
            price = table.Long(migrationBuilder, "price"),
            quantity = table.Int(migrationBuilder, "quantity"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_order_items", row => row.id);
            table.ForeignKey("fk_order_items_restaurant", row => row.restaurant_id, "restaurants", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_order_items_order", row => row.order_id, "orders", "id", schema, onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_order_items_menu_item", row => row.menu_item_id, "menu_items", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_order_item_order", "order_items", ["order_id", "id"], schema);
        migrationBuilder.CreateIndex("idx_order_item_menuitem", "order_items", "menu_item_id", schema);
        migrationBuilder.CreateIndex("idx_order_item_restaurant", "order_items", "restaurant_id", schema);
    }

    private static void CreateEvents(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("order_events", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            restaurant_id = table.Long(migrationBuilder, "restaurant_id"),
            number = table.Long(migrationBuilder, "number"),
            order_id = table.Long(migrationBuilder, "order_id"),
            status = table.Text(migrationBuilder, "status"),
            user_id = table.Long(migrationBuilder, "user_id", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_order_events", row => row.id);
            table.ForeignKey("fk_order_events_restaurant", row => row.restaurant_id, "restaurants", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_order_events_order", row => row.order_id, "orders", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_order_event_restaurant_number", "order_events", ["restaurant_id", "number"], schema, unique: true);
        migrationBuilder.CreateIndex("idx_order_event_order", "order_events", ["order_id", "number"], schema);
    }
}
