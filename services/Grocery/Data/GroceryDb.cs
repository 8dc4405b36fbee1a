using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Grocery.Carts;
using Seaworthy.Grocery.Deliveries;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Reports;
using Seaworthy.Grocery.Stock;
using Seaworthy.Grocery.Users;

namespace Seaworthy.Grocery.Data;

/// <summary>The grocery's tables, the same on both engines. Indexes have the documents' names and leading columns (R26).</summary>
internal sealed class GroceryDb(DbContextOptions<GroceryDb> options) : DbContext(options)
{
    public const string Schema = "grocery";

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<ProductWord> ProductWords => Set<ProductWord>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<User> Users => Set<User>();

    public DbSet<ProductStock> Stock => Set<ProductStock>();

    public DbSet<Cart> Carts => Set<Cart>();

    public DbSet<CartItem> CartItems => Set<CartItem>();

    public DbSet<KeptReport> Reports => Set<KeptReport>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Category>(category =>
        {
            category.ToTable("categories");
            category.Audited("category");
            category.HasIndex(c => c.Slug).IsUnique().HasDatabaseName("idx_categories_slug");
        });
        modelBuilder.Entity<Product>(product =>
        {
            product.ToTable("products");
            product.Audited("product");
            product.Property(p => p.Version).IsConcurrencyToken();
            product.HasOne(p => p.Category).WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
            product.HasIndex(p => p.Code).IsUnique().HasDatabaseName("idx_products_code");
            product.HasIndex(p => p.ImportKey).IsUnique().HasDatabaseName("idx_products_import_key");
            product.HasIndex(p => new { p.CategoryId, p.IsActive, p.CreatedAt, p.Id }).HasDatabaseName("idx_products_category_id");
            product.HasIndex(p => new { p.IsActive, p.CreatedAt, p.Id }).HasDatabaseName("idx_products_active_created");
            product.HasIndex(p => new { p.IsActive, p.Price, p.Id }).HasDatabaseName("idx_products_active_price");
            product.HasIndex(p => new { p.CategoryId, p.IsActive, p.Price, p.Id }).HasDatabaseName("idx_products_category_price");
            product.HasIndex(p => new { p.IsActive, p.NameKey, p.Id }).HasDatabaseName("idx_products_active_name");
            product.HasIndex(p => new { p.CategoryId, p.IsActive, p.NameKey, p.Id }).HasDatabaseName("idx_products_category_name");
        });
        modelBuilder.Entity<ProductWord>(word =>
        {
            word.ToTable("product_words");
            word.HasKey(w => new { w.Word, w.CreatedAt, w.ProductId });
            word.HasOne(w => w.Product).WithMany(p => p.Words).HasForeignKey(w => w.ProductId);
            word.HasIndex(w => w.ProductId).HasDatabaseName("idx_product_words_product");
        });
        modelBuilder.Entity<Delivery>(delivery =>
        {
            delivery.ToTable("deliveries");
            delivery.Audited("delivery");
            delivery.HasIndex(d => new { d.Supplier, d.Reference }).IsUnique().HasDatabaseName("idx_deliveries_reference");
        });
        modelBuilder.Entity<ProductSummary>(summary =>
        {
            summary.ToView("product_summary");
            summary.HasKey(s => s.Id);
        });
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("orders");
            order.Audited("order", o => o.PublicId);
            order.HasOne<User>().WithMany().HasForeignKey(o => o.UserId).OnDelete(DeleteBehavior.Restrict);
            order.HasIndex(o => o.PublicId).IsUnique().HasDatabaseName("idx_orders_public_id");
            order.HasIndex(o => o.ImportKey).IsUnique().HasFilter("import_key IS NOT NULL").HasDatabaseName("idx_orders_import_key");
            order.HasIndex(o => new { o.UserId, o.CreatedAt, o.Id }).HasDatabaseName("idx_orders_user_created");
            order.HasIndex(o => new { o.Status, o.CreatedAt, o.Id }).HasDatabaseName("idx_orders_status_created");
            order.HasIndex(o => new { o.CreatedAt, o.Id }).HasDatabaseName("idx_orders_created");
        });
        modelBuilder.Entity<OrderItem>(item =>
        {
            item.ToTable("order_items");
            item.HasOne(i => i.Product).WithMany().HasForeignKey(i => i.ProductId).OnDelete(DeleteBehavior.Restrict);
            item.HasOne<Order>().WithMany(o => o.Items).HasForeignKey(i => i.OrderId);
            item.HasIndex(i => i.ProductId).HasDatabaseName("idx_order_items_product");
            item.HasIndex(i => i.OrderId).HasDatabaseName("idx_order_items_order");
        });
        modelBuilder.Entity<User>(user =>
        {
            user.ToTable("users");
            user.HasIndex(u => u.Email).IsUnique().HasDatabaseName("idx_users_email");
            user.HasIndex(u => u.Uid).IsUnique().HasDatabaseName("idx_users_uid");
        });
        modelBuilder.Entity<KeptReport>(report =>
        {
            report.ToTable("day_reports");
            report.HasKey(r => r.Date);
        });
        MapCarts(modelBuilder);
        modelBuilder.MapAccountTables();
        modelBuilder.MapFirebaseTable();
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.MapAuditTrail();
        modelBuilder.MapApiKeyTable();
        modelBuilder.MapJobs();
        modelBuilder.MapMails();
        modelBuilder.MapOutbox();
        modelBuilder.MapInbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }

    private static void MapCarts(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ProductStock>(stock =>
        {
            stock.ToTable("product_stock", table => table.HasCheckConstraint("ck_product_stock_quantity", "quantity >= 0"));
            stock.Audited("stock");
            stock.HasKey(s => s.ProductId);
            stock.Property(s => s.ProductId).ValueGeneratedNever();
            stock.HasOne<Product>().WithOne().HasForeignKey<ProductStock>(s => s.ProductId);
        });
        modelBuilder.Entity<Cart>(cart =>
        {
            cart.ToTable("carts");
            cart.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
            cart.HasIndex(c => c.PublicId).IsUnique().HasDatabaseName("idx_carts_public_id");
            cart.HasIndex(c => c.UserId).HasDatabaseName("idx_carts_user");
            cart.HasIndex(c => c.UpdatedAt).HasDatabaseName("idx_carts_updated");
        });
        modelBuilder.Entity<CartItem>(item =>
        {
            item.ToTable("cart_items");
            item.HasKey(i => new { i.CartId, i.ProductId });
            item.HasOne<Cart>().WithMany(c => c.Items).HasForeignKey(i => i.CartId);
            item.HasOne(i => i.Product).WithMany().HasForeignKey(i => i.ProductId);
            item.HasIndex(i => i.ProductId).HasDatabaseName("idx_cart_items_product");
        });
    }
}
