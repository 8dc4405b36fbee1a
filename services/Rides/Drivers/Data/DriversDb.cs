using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Rides.Drivers.Matching;
using Seaworthy.Rides.Drivers.People;
using Seaworthy.Rides.Drivers.Positions;

namespace Seaworthy.Rides.Drivers.Data;

/// <summary>The drivers' tables, the same on both engines.</summary>
internal sealed class DriversDb(DbContextOptions<DriversDb> options) : DbContext(options)
{
    public const string Schema = "rides_drivers";

    public DbSet<Driver> Drivers => Set<Driver>();

    public DbSet<DriverPosition> Positions => Set<DriverPosition>();

    public DbSet<AskedRide> AskedRides => Set<AskedRide>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Driver>(driver =>
        {
            driver.ToTable("drivers", table => table.HasCheckConstraint("ck_drivers_kept", "(state = 'kept') = (ride is not null)"));
            driver.Property(d => d.Version).IsConcurrencyToken();
            driver.HasIndex(d => d.Subject).IsUnique().HasDatabaseName("idx_driver_subject");
            driver.HasIndex(d => d.Plate).IsUnique().HasDatabaseName("idx_driver_plate");
            driver.HasIndex(d => d.Ride).IsUnique().HasFilter("ride IS NOT NULL").HasDatabaseName("idx_driver_ride");
            driver.HasIndex(d => d.Band).HasFilter("state = 'free'").HasDatabaseName("idx_driver_free_band");
            driver.HasIndex(d => new { d.State, d.Id }).HasDatabaseName("idx_driver_state");
        });
        modelBuilder.Entity<DriverPosition>(position =>
        {
            position.ToTable("driver_positions");
            position.HasOne<Driver>().WithMany().HasForeignKey(p => p.DriverId).OnDelete(DeleteBehavior.Cascade);
            position.HasIndex(p => new { p.DriverId, p.At, p.Id }).HasDatabaseName("idx_position_driver");
            position.HasIndex(p => p.At).HasDatabaseName("idx_position_at");
        });
        modelBuilder.Entity<AskedRide>(ride =>
        {
            ride.ToTable("asked_rides");
            ride.HasKey(r => r.Ride);
            ride.Property(r => r.Ride).ValueGeneratedNever();
            ride.HasIndex(r => r.AskedAt).HasDatabaseName("idx_asked_ride_at");
        });
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.MapJobs();
        modelBuilder.MapInbox();
        modelBuilder.MapOutbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}
