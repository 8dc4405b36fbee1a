using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>Users, orders with their lines, and the view that counts them per product (R26, R29).</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261121000002_OrdersAndSummary")]
internal sealed class OrdersAndSummary : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(GroceryDb.Schema);
        migrationBuilder.CreateTable("users", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            email = table.Text(migrationBuilder, "email"),
            uid = table.Text(migrationBuilder, "uid"),
        }, constraints: table => table.PrimaryKey("pk_users", row => row.id));
        migrationBuilder.CreateIndex("idx_users_email", "users", "email", schema, unique: true);
        migrationBuilder.CreateIndex("idx_users_uid", "users", "uid", schema, unique: true);

        migrationBuilder.CreateTable("orders", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            user_id = table.Long(migrationBuilder, "user_id", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_orders", row => row.id);
            table.ForeignKey("fk_orders_user", row => row.user_id, "users", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_orders_user", "orders", "user_id", schema);

        migrationBuilder.CreateTable("order_items", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            order_id = table.Long(migrationBuilder, "order_id"),
            product_id = table.Long(migrationBuilder, "product_id"),
            quantity = table.Int(migrationBuilder, "quantity"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_order_items", row => row.id);
            table.ForeignKey("fk_order_items_order", row => row.order_id, "orders", "id", schema, onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_order_items_product", row => row.product_id, "products", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_order_items_order", "order_items", "order_id", schema);
        migrationBuilder.CreateIndex("idx_order_items_product", "order_items", "product_id", schema);

        var prefix = schema is null ? "" : schema + ".";
        migrationBuilder.Sql($"""
            CREATE VIEW {prefix}product_summary AS
            SELECT p.id, p.name, p.price, c.name AS category_name, COUNT(oi.id) AS order_count
            FROM {prefix}products p
            LEFT JOIN {prefix}categories c ON p.category_id = c.id
            LEFT JOIN {prefix}order_items oi ON p.id = oi.product_id
            GROUP BY p.id, p.name, p.price, c.name
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(GroceryDb.Schema);
        migrationBuilder.Sql($"DROP VIEW {(schema is null ? "" : schema + ".")}product_summary");
        migrationBuilder.DropTable("order_items", schema);
        migrationBuilder.DropTable("orders", schema);
        migrationBuilder.DropTable("users", schema);
    }
}
