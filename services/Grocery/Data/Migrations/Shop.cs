using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>Orders with status, prices and an id for strangers; carts; stock.</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261125000001_Shop")]
internal sealed class Shop : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(GroceryDb.Schema);
        var prefix = schema is null ? "" : schema + ".";
        var (isPostgreSql, text, bigint) = migrationBuilder.IsPostgreSql() ? (true, "text", "bigint") : (false, "TEXT", "INTEGER");

        // Orders that are there get what they lack: an id nobody can guess, the prices of today.
        migrationBuilder.AddColumn<Guid>("public_id", "orders", isPostgreSql ? "uuid" : "TEXT", schema: schema, nullable: false, defaultValueSql: isPostgreSql ? "gen_random_uuid()" : "''");
        migrationBuilder.AddColumn<string>("status", "orders", text, schema: schema, nullable: false, defaultValue: "delivered");
        migrationBuilder.AddColumn<long>("total", "orders", bigint, schema: schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<string>("currency", "orders", text, schema: schema, nullable: false, defaultValue: "EUR");
        migrationBuilder.AddColumn<string>("import_key", "orders", text, schema: schema, nullable: true);
        migrationBuilder.AddColumn<DateTime>("updated_at", "orders", isPostgreSql ? "timestamp with time zone" : "TEXT", schema: schema, nullable: false, defaultValue: new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        migrationBuilder.AddColumn<string>("name", "order_items", text, schema: schema, nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<long>("price", "order_items", bigint, schema: schema, nullable: false, defaultValue: 0L);
        if (!isPostgreSql)
        {
            migrationBuilder.Sql("""
                UPDATE orders SET public_id = substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-A' || substr(h, 18, 3) || '-' || substr(h, 21, 12)
                FROM (SELECT id AS key, hex(randomblob(16)) AS h FROM orders) AS made WHERE made.key = orders.id
                """);
        }

        migrationBuilder.Sql($"""
            UPDATE {prefix}order_items SET name = p.name, price = p.price FROM {prefix}products p WHERE p.id = order_items.product_id
            """);
        migrationBuilder.Sql($"""
            UPDATE {prefix}orders SET updated_at = created_at,
                total = (SELECT COALESCE(SUM(i.price * i.quantity), 0) FROM {prefix}order_items i WHERE i.order_id = orders.id)
            """);
        migrationBuilder.DropIndex("idx_orders_user", "orders", schema);
        migrationBuilder.CreateIndex("idx_orders_public_id", "orders", "public_id", schema, unique: true);
        migrationBuilder.CreateIndex("idx_orders_import_key", "orders", "import_key", schema, unique: true, filter: "import_key IS NOT NULL");
        migrationBuilder.CreateIndex("idx_orders_user_created", "orders", ["user_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_orders_status_created", "orders", ["status", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_orders_created", "orders", ["created_at", "id"], schema);

        migrationBuilder.CreateTable("product_stock", schema: schema, columns: table => new
        {
            product_id = table.Long(migrationBuilder, "product_id"),
            quantity = table.Int(migrationBuilder, "quantity"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_product_stock", row => row.product_id);
            table.ForeignKey("fk_product_stock_product", row => row.product_id, "products", "id", schema, onDelete: ReferentialAction.Cascade);
            table.CheckConstraint("ck_product_stock_quantity", "quantity >= 0");
        });
        CreateCarts(migrationBuilder, schema);
        if (isPostgreSql)
        {
            // Rows that change with every order find room on their own page, so that no index has to learn of it.
            migrationBuilder.Sql($"ALTER TABLE {prefix}product_stock SET (fillfactor = 50)");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(GroceryDb.Schema);
        foreach (var table in (string[])["cart_items", "carts", "product_stock"])
        {
            migrationBuilder.DropTable(table, schema);
        }

        foreach (var index in (string[])["idx_orders_public_id", "idx_orders_import_key", "idx_orders_user_created", "idx_orders_status_created", "idx_orders_created"])
        {
            migrationBuilder.DropIndex(index, "orders", schema);
        }

        var prefix = schema is null ? "" : schema + ".";
        foreach (var column in (string[])["public_id", "status", "total", "currency", "import_key", "updated_at"])
        {
            migrationBuilder.Sql($"ALTER TABLE {prefix}orders DROP COLUMN {column}");
        }

        migrationBuilder.Sql($"ALTER TABLE {prefix}order_items DROP COLUMN name");
        migrationBuilder.Sql($"ALTER TABLE {prefix}order_items DROP COLUMN price");
        migrationBuilder.CreateIndex("idx_orders_user", "orders", "user_id", schema);
    }

    private static void CreateCarts(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("carts", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            public_id = table.Uuid(migrationBuilder, "public_id"),
            user_id = table.Long(migrationBuilder, "user_id", nullable: true),
            order_id = table.Uuid(migrationBuilder, "order_id", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_carts", row => row.id);
            table.ForeignKey("fk_carts_user", row => row.user_id, "users", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_carts_public_id", "carts", "public_id", schema, unique: true);
        migrationBuilder.CreateIndex("idx_carts_user", "carts", "user_id", schema);
        migrationBuilder.CreateIndex("idx_carts_updated", "carts", "updated_at", schema);
        migrationBuilder.CreateTable("cart_items", schema: schema, columns: table => new
        {
            cart_id = table.Long(migrationBuilder, "cart_id"),
            product_id = table.Long(migrationBuilder, "product_id"),
            quantity = table.Int(migrationBuilder, "quantity"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_cart_items", row => new { row.cart_id, row.product_id });
            table.ForeignKey("fk_cart_items_cart", row => row.cart_id, "carts", "id", schema, onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_cart_items_product", row => row.product_id, "products", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_cart_items_product", "cart_items", "product_id", schema);
    }
}
