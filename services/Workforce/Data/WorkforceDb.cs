using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Dashboard;
using Seaworthy.Workforce.Documents;
using Seaworthy.Workforce.History;
using Seaworthy.Workforce.Roles;
using Seaworthy.Workforce.Scores;
using Seaworthy.Workforce.Tasks;
using Seaworthy.Workforce.Users;
using Seaworthy.Workforce.Workflows;

namespace Seaworthy.Workforce.Data;

/// <summary>Workforce's tables, the same on both engines. Tables and indexes have the document's names and leading columns (R26).</summary>
internal sealed class WorkforceDb(DbContextOptions<WorkforceDb> options) : TenantDbContext(options)
{
    public const string Schema = "workforce";

    public DbSet<Company> Companies => Set<Company>();

    public DbSet<MasterCompany> MasterCompanies => Set<MasterCompany>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Workflow> Workflows => Set<Workflow>();

    public DbSet<UserWorkflowHistory> History => Set<UserWorkflowHistory>();

    public DbSet<EtterScore> Scores => Set<EtterScore>();

    public DbSet<ChroDashboardEntry> Dashboard => Set<ChroDashboardEntry>();

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<Role> Roles => Set<Role>();

    public DbSet<RoleTask> Tasks => Set<RoleTask>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        CompanyTables.Map(modelBuilder, this);
        RoleTables.Map(modelBuilder);
        WorkflowTables.Map(modelBuilder, this);
        DashboardTables.Map(modelBuilder, this);
        AutocompleteTables.Map(modelBuilder, this);
        modelBuilder.MapAccountTables();
        modelBuilder.MapFirebaseTable();
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.MapAuditTrail(this);
        modelBuilder.MapApiKeyTable();
        modelBuilder.MapJobs();
        modelBuilder.MapMails();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}
