using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Tables;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.Cafe.Data;

/// <summary>Orders, their lines and their history.</summary>
internal static class OrderTables
{
    public static void Map(ModelBuilder model, CafeDb db)
    {
        model.Entity<Order>(order =>
        {
            order.ToTable("orders");
            order.Audited("order", o => o.PublicId);
            order.OfTenant(db, row => row.RestaurantId);
            order.HasOne<Restaurant>().WithMany().HasForeignKey(o => o.RestaurantId).OnDelete(DeleteBehavior.Restrict);
            order.HasOne<Table>().WithMany().HasForeignKey(o => o.TableId).OnDelete(DeleteBehavior.Restrict);
            order.HasIndex(o => o.PublicId).IsUnique().HasDatabaseName("idx_order_public_id");
            order.HasIndex(o => new { o.RestaurantId, o.ImportKey }).IsUnique().HasFilter("import_key IS NOT NULL").HasDatabaseName("idx_order_import_key");
            order.HasIndex(o => new { o.RestaurantId, o.Status, o.CreatedAt, o.Id }).HasDatabaseName("idx_order_restaurant_status");
            order.HasIndex(o => new { o.RestaurantId, o.CreatedAt, o.Id }).HasDatabaseName("idx_order_restaurant_created");
            order.HasIndex(o => new { o.TableId, o.CreatedAt, o.Id }).HasDatabaseName("idx_order_table_id");
        });
        model.Entity<OrderItem>(item =>
        {
            item.ToTable("order_items");
            item.OfTenant(db, row => row.RestaurantId);
            item.HasOne<Restaurant>().WithMany().HasForeignKey(i => i.RestaurantId).OnDelete(DeleteBehavior.Restrict);
            item.HasOne<Order>().WithMany(o => o.Items).HasForeignKey(i => i.OrderId);
            item.HasOne<MenuItem>().WithMany().HasForeignKey(i => i.MenuItemId).OnDelete(DeleteBehavior.Restrict);
            item.HasIndex(i => new { i.OrderId, i.Id }).HasDatabaseName("idx_order_item_order");
            item.HasIndex(i => i.MenuItemId).HasDatabaseName("idx_order_item_menuitem");
            item.HasIndex(i => i.RestaurantId).HasDatabaseName("idx_order_item_restaurant");
        });
        model.Entity<OrderEvent>(happened =>
        {
            happened.ToTable("order_events");
            happened.OfTenant(db, row => row.RestaurantId);
            happened.HasOne<Restaurant>().WithMany().HasForeignKey(e => e.RestaurantId).OnDelete(DeleteBehavior.Restrict);
            happened.HasOne<Order>().WithMany().HasForeignKey(e => e.OrderId);
            happened.HasIndex(e => new { e.RestaurantId, e.Number }).IsUnique().HasDatabaseName("idx_order_event_restaurant_number");
            happened.HasIndex(e => new { e.OrderId, e.Number }).HasDatabaseName("idx_order_event_order");
        });
    }
}
