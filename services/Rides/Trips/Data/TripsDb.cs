using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Data;

/// <summary>Rides and their history, the same on both engines.</summary>
internal sealed class TripsDb(DbContextOptions<TripsDb> options) : DbContext(options)
{
    public const string Schema = "rides_trips";

    /// <summary>Whoever has a ride gets no other until it is over.</summary>
    public const string OneOfRider = "idx_rides_user_one";

    /// <summary>What keeps a rider from a new ride: one that is under way, or a payment that was refused.</summary>
    public const string Standing = "idx_rides_user_standing";

    /// <summary>Those rides, in the words in which they are asked for: either engine takes the index for nothing else.</summary>
    public const string IsStanding = "status IN ('requested', 'matched', 'accepted', 'started') OR payment = 'refused'";

    /// <summary>One driver is never on two rides.</summary>
    public const string OneOfDriver = "idx_rides_driver_one";

    public DbSet<Ride> Rides => Set<Ride>();

    public DbSet<RideEvent> Events => Set<RideEvent>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Ride>(ride =>
        {
            ride.ToTable("rides");
            ride.Ignore(r => r.Pickup).Ignore(r => r.Dropoff).Ignore(r => r.RefusedBy);
            ride.Property(r => r.Version).IsConcurrencyToken();
            ride.HasIndex(r => r.PublicId).IsUnique().HasDatabaseName("idx_rides_public_id");
            // S4's rides(user,status), and what its order needs behind it.
            ride.HasIndex(r => new { r.UserId, r.Status, r.Id }).HasDatabaseName("idx_rides_user_status");
            ride.HasIndex(r => new { r.UserId, r.Id }).HasDatabaseName("idx_rides_user");
            ride.HasIndex(r => new { r.DriverId, r.Status, r.Id }).HasDatabaseName("idx_rides_driver_status");
            ride.HasIndex(r => new { r.DriverId, r.Id }).HasDatabaseName("idx_rides_driver");
            ride.HasIndex(r => new { r.Status, r.Id }).HasDatabaseName("idx_rides_status");
            ride.HasIndex(r => r.ImportKey).IsUnique().HasFilter("import_key IS NOT NULL").HasDatabaseName("idx_rides_import_key");
            ride.HasIndex(r => r.EndedAt).HasDatabaseName("idx_rides_ended");
            ride.HasIndex(r => r.UserId).IsUnique().HasFilter("status IN ('requested', 'matched', 'accepted', 'started')").HasDatabaseName(OneOfRider);
            ride.HasIndex(r => new { r.UserId, r.Id }, Standing).HasFilter(IsStanding);
            ride.HasIndex(r => r.DriverId).IsUnique().HasFilter("status IN ('matched', 'accepted', 'started')").HasDatabaseName(OneOfDriver);
        });
        modelBuilder.Entity<RideEvent>(line =>
        {
            line.ToTable("ride_events");
            line.HasKey(e => new { e.RideId, e.Version });
            line.HasOne(e => e.Ride).WithMany().HasForeignKey(e => e.RideId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.MapAuditTrail();
        modelBuilder.MapJobs();
        modelBuilder.MapOutbox();
        modelBuilder.MapInbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}
