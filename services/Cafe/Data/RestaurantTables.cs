using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Staff;
using Seaworthy.Cafe.Tables;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.Cafe.Data;

/// <summary>Restaurants, who works in them, and their tables.</summary>
internal static class RestaurantTables
{
    public static void Map(ModelBuilder model, CafeDb db)
    {
        model.Entity<Restaurant>(restaurant =>
        {
            restaurant.ToTable("restaurants");
            restaurant.Audited("restaurant");
            restaurant.OfTenant(db, row => row.Id);
            restaurant.Property(r => r.Version).IsConcurrencyToken();
        });
        model.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Audited("user");
            user.OfTenant(db, row => row.RestaurantId);
            user.Property(u => u.Version).IsConcurrencyToken();
            user.HasOne<Restaurant>().WithMany().HasForeignKey(u => u.RestaurantId).OnDelete(DeleteBehavior.Restrict);
            user.HasIndex(u => u.Email).IsUnique().HasDatabaseName("idx_user_email");
            user.HasIndex(u => new { u.RestaurantId, u.Id }).HasDatabaseName("idx_user_restaurant");
        });
        model.Entity<Table>(table =>
        {
            table.ToTable("tables");
            table.Audited("table");
            table.OfTenant(db, row => row.RestaurantId);
            table.Property(t => t.Version).IsConcurrencyToken();
            table.HasOne<Restaurant>().WithMany().HasForeignKey(t => t.RestaurantId).OnDelete(DeleteBehavior.Restrict);
            table.HasIndex(t => new { t.RestaurantId, t.Name }).IsUnique().HasDatabaseName("idx_table_restaurant_name");
            table.HasIndex(t => t.TokenHash).IsUnique().HasDatabaseName("idx_table_token_hash");
        });
    }
}
