using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Staff;
using Seaworthy.Cafe.Tables;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.Cafe.Data;

/// <summary>
/// The cafe's tables, the same on both engines. Indexes have the document's names and leading columns (R26), and every table but the
/// restaurants' own says whose its rows are.
/// </summary>
internal sealed class CafeDb(DbContextOptions<CafeDb> options) : TenantDbContext(options)
{
    public const string Schema = "cafe";

    public DbSet<Restaurant> Restaurants => Set<Restaurant>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Table> Tables => Set<Table>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<MenuItem> MenuItems => Set<MenuItem>();

    public DbSet<Modifier> Modifiers => Set<Modifier>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderItem> OrderItems => Set<OrderItem>();

    public DbSet<OrderEvent> OrderEvents => Set<OrderEvent>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        RestaurantTables.Map(modelBuilder, this);
        MenuTables.Map(modelBuilder, this);
        OrderTables.Map(modelBuilder, this);
        modelBuilder.MapApiKeyTable();
        modelBuilder.MapAccountTables();
        modelBuilder.MapFirebaseTable();
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.MapAuditTrail(this);
        modelBuilder.MapJobs();
        modelBuilder.MapMails();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}
