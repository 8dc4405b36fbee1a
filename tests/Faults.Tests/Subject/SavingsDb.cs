using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;

namespace Seaworthy.Faults.Subject;

/// <summary>An account; its row is locked by whoever makes a deposit, so that deposits of one account have an order.</summary>
internal sealed class Account
{
    public required string Name { get; set; }

    public int Deposits { get; set; }

    public long Balance { get; set; }
}

/// <summary>What a client was promised.</summary>
internal sealed class Deposit
{
    public long Id { get; set; }

    /// <summary>What the client calls it; nothing keeps it from being there twice but the kit.</summary>
    public required string Name { get; set; }

    public required string Account { get; set; }

    /// <summary>The how-manieth of its account.</summary>
    public required int Number { get; set; }

    public required long Amount { get; set; }
}

/// <summary>What a deposit's job has done in the database.</summary>
internal sealed class Receipt
{
    public long Id { get; set; }

    public required string Deposit { get; set; }

    public required int Attempt { get; set; }
}

/// <summary>What a deposit's event has done in the database; <see cref="Id"/> is the order in which it was done.</summary>
internal sealed class Entry
{
    public long Id { get; set; }

    public required string Account { get; set; }

    public required int Number { get; set; }

    public required long Amount { get; set; }
}

/// <summary>What a time of the calendar has done in the database.</summary>
internal sealed class Strike
{
    public long Id { get; set; }

    public required string StruckAt { get; set; }
}

internal sealed class SavingsDb(DbContextOptions<SavingsDb> options) : DbContext(options)
{
    public const string Schema = "savings";

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Deposit> Deposits => Set<Deposit>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<Entry> Entries => Set<Entry>();

    public DbSet<Strike> Strikes => Set<Strike>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(row => row.ToTable("accounts").HasKey(account => account.Name));
        modelBuilder.Entity<Deposit>(row => row.ToTable("deposits"));
        modelBuilder.Entity<Receipt>(row => row.ToTable("receipts"));
        modelBuilder.Entity<Entry>(row => row.ToTable("entries"));
        modelBuilder.Entity<Strike>(row => row.ToTable("strikes"));
        modelBuilder.MapJobs();
        modelBuilder.MapOutbox();
        modelBuilder.MapInbox();
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}
