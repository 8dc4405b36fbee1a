using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Peers.Vanilla;

/// <summary>The products' table as a context of its own sees it.</summary>
internal sealed class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var product = modelBuilder.Entity<Product>().ToTable("products", "grocery");
        product.Property(p => p.Id).HasColumnName("id");
        product.Property(p => p.Name).HasColumnName("name");
        product.Property(p => p.Price).HasColumnName("price");
        product.Property(p => p.Currency).HasColumnName("currency");
        product.Property(p => p.CategoryId).HasColumnName("category_id");
        product.Property(p => p.IsActive).HasColumnName("is_active");
        product.Property(p => p.ImageUrl).HasColumnName("image_url");
        product.Property(p => p.Thumbnails).HasColumnName("thumbnails");
        product.Property(p => p.CreatedAt).HasColumnName("created_at");
        product.Property(p => p.Description).HasColumnName("description");
        product.Property(p => p.Code).HasColumnName("code");
        product.Property(p => p.UpdatedAt).HasColumnName("updated_at");
        product.Property(p => p.Version).HasColumnName("version");
    }
}
