using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;

namespace Seaworthy.Rides.Payments.Data;

/// <summary>What is owed and paid.</summary>
internal sealed class PaymentsDb(DbContextOptions<PaymentsDb> options) : DbContext(options)
{
    public const string Schema = "rides_payments";

    public DbSet<Payment> Payments => Set<Payment>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Payment>(payment =>
        {
            payment.ToTable("payments", table => table.HasCheckConstraint("ck_payments_amount", "amount_cents >= 0"));
            payment.Audited("payment", p => p.Ride);
            payment.Property(p => p.Version).IsConcurrencyToken();
            payment.HasIndex(p => p.Ride).IsUnique().HasDatabaseName("idx_payment_ride");
            payment.HasIndex(p => p.PublicId).IsUnique().HasDatabaseName("idx_payment_public_id");
            payment.HasIndex(p => new { p.Rider, p.CreatedAt, p.Id }).HasDatabaseName("idx_payment_rider_created");
            payment.HasIndex(p => new { p.Rider, p.State, p.CreatedAt, p.Id }).HasDatabaseName("idx_payment_rider_state");
            payment.HasIndex(p => new { p.State, p.UpdatedAt, p.Id }).HasDatabaseName("idx_payment_state_updated");
        });
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.MapAuditTrail();
        modelBuilder.MapJobs();
        modelBuilder.MapOutbox();
        modelBuilder.MapInbox();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}
