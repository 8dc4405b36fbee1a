using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Peers.Vanilla;

/// <summary>The products' and orders' tables as a context of its own sees them.</summary>
internal sealed class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<ShopOrder> Orders => Set<ShopOrder>();

    public DbSet<ShopOrderItem> OrderItems => Set<ShopOrderItem>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseSnakeCase("grocery");
}
