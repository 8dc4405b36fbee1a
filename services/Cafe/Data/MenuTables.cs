using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.Cafe.Data;

/// <summary>The menu. What a document's index has is followed by what its list is ordered by.</summary>
internal static class MenuTables
{
    public static void Map(ModelBuilder model, CafeDb db)
    {
        model.Entity<Category>(category =>
        {
            category.ToTable("categories");
            category.Audited("category");
            category.OfTenant(db, row => row.RestaurantId);
            category.Property(c => c.Version).IsConcurrencyToken();
            category.HasOne<Restaurant>().WithMany().HasForeignKey(c => c.RestaurantId).OnDelete(DeleteBehavior.Restrict);
            category.HasIndex(c => new { c.RestaurantId, c.Position, c.Id }).HasDatabaseName("idx_category_restaurant");
        });
        model.Entity<MenuItem>(item =>
        {
            item.ToTable("menu_items");
            item.Audited("menu-item");
            item.OfTenant(db, row => row.RestaurantId);
            item.Property(i => i.Version).IsConcurrencyToken();
            item.HasOne<Restaurant>().WithMany().HasForeignKey(i => i.RestaurantId).OnDelete(DeleteBehavior.Restrict);
            item.HasOne<Category>().WithMany().HasForeignKey(i => i.CategoryId).OnDelete(DeleteBehavior.Restrict);
            item.HasIndex(i => new { i.RestaurantId, i.CategoryId, i.NameKey, i.Id }).HasDatabaseName("idx_menuitem_restaurant_category");
            item.HasIndex(i => new { i.RestaurantId, i.IsAvailable, i.NameKey, i.Id }).HasDatabaseName("idx_menuitem_restaurant_available");
            item.HasIndex(i => new { i.RestaurantId, i.NameKey, i.Id }).HasDatabaseName("idx_menuitem_restaurant_name");
            item.HasIndex(i => i.CategoryId).HasDatabaseName("idx_menuitem_category");
        });
        model.Entity<Modifier>(modifier =>
        {
            modifier.ToTable("menu_modifiers");
            modifier.OfTenant(db, row => row.RestaurantId);
            modifier.HasOne<Restaurant>().WithMany().HasForeignKey(m => m.RestaurantId).OnDelete(DeleteBehavior.Restrict);
            modifier.HasOne<MenuItem>().WithMany(i => i.Modifiers).HasForeignKey(m => m.MenuItemId);
            modifier.HasIndex(m => new { m.MenuItemId, m.Position, m.Id }).HasDatabaseName("idx_modifier_menuitem");
            modifier.HasIndex(m => m.RestaurantId).HasDatabaseName("idx_modifier_restaurant");
        });
    }
}
