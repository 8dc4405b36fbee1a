using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Documents;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Data;

/// <summary>Companies, their people and documents.</summary>
internal static class CompanyTables
{
    public static void Map(ModelBuilder model, WorkforceDb db)
    {
        model.Entity<MasterCompany>(company =>
        {
            company.ToTable("master_companies");
            company.HasIndex(c => c.NameKey).IsUnique().HasDatabaseName("idx_master_company_name");
        });
        model.Entity<Company>(company =>
        {
            company.ToTable("companies");
            company.Audited("company");
            company.OfTenant(db, c => c.Id);
            company.Property(c => c.Version).IsConcurrencyToken();
            company.HasOne(c => c.MasterCompany).WithMany().HasForeignKey(c => c.MasterCompanyId).OnDelete(DeleteBehavior.Restrict);
            company.HasIndex(c => c.MasterCompanyId).HasDatabaseName("idx_company_master");
        });
        model.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Audited("user");
            user.OfTenant(db, u => u.CompanyId);
            user.Property(u => u.Version).IsConcurrencyToken();
            user.HasOne<Company>().WithMany().HasForeignKey(u => u.CompanyId).OnDelete(DeleteBehavior.Restrict);
            user.HasIndex(u => u.Email).IsUnique().HasDatabaseName("idx_user_email");
            user.HasIndex(u => new { u.CompanyId, u.NameKey, u.Id }).HasDatabaseName("idx_user_company_id");
        });
        model.Entity<Document>(document =>
        {
            document.ToTable("documents");
            document.Audited("document");
            document.OfTenant(db, d => d.TenantId);
            document.HasOne<Company>().WithMany().HasForeignKey(d => d.TenantId).OnDelete(DeleteBehavior.Restrict);
            document.HasIndex(d => new { d.TenantId, d.CreatedAt, d.Id }).HasDatabaseName("idx_document_tenant_id");
            document.HasIndex(d => new { d.Status, d.TenantId, d.CreatedAt, d.Id }).HasDatabaseName("idx_document_status");
            document.HasIndex(d => d.CreatedAt).HasDatabaseName("idx_document_created_at");
        });
    }
}
