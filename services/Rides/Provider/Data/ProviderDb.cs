using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Rides.Provider.Charges;

namespace Seaworthy.Rides.Provider.Data;

/// <summary>What the stand-in remembers.</summary>
internal sealed class ProviderDb(DbContextOptions<ProviderDb> options) : DbContext(options)
{
    public const string Schema = StandIn.Service;

    public DbSet<Charge> Charges => Set<Charge>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Charge>(charge =>
        {
            charge.ToTable("charges");
            charge.HasIndex(c => c.PublicId).IsUnique().HasDatabaseName("idx_charge_public_id");
            charge.HasIndex(c => c.Key).IsUnique().HasDatabaseName("idx_charge_key");
            charge.HasIndex(c => new { c.Reference, c.Id }).HasDatabaseName("idx_charge_reference");
        });
        modelBuilder.MapJobs();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}
