using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Model;

namespace Seaworthy.Rides.Users.Data;

/// <summary>The accounts' tables. The document's unique index on e-mails (R26) is the accounts' own.</summary>
internal sealed class UsersDb(DbContextOptions<UsersDb> options) : DbContext(options)
{
    public const string Schema = "rides_users";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapAccountTables();
        modelBuilder.MapAuditTrail();
        modelBuilder.MapJobs();
        modelBuilder.MapMails();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}
