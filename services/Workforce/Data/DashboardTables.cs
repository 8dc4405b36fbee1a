using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Dashboard;
using Seaworthy.Workforce.Scores;
using Seaworthy.Workforce.Workflows;

namespace Seaworthy.Workforce.Data;

/// <summary>The scores and the dashboard that shows them side by side.</summary>
internal static class DashboardTables
{
    public static void Map(ModelBuilder model, WorkforceDb db)
    {
        model.Entity<EtterScore>(score =>
        {
            score.ToTable("etter_scores");
            score.OfTenant(db, s => s.CompanyId);
            score.HasOne<Company>().WithMany().HasForeignKey(s => s.CompanyId).OnDelete(DeleteBehavior.Restrict);
            score.HasOne<Workflow>().WithMany().HasForeignKey(s => s.WorkflowId);
            score.HasIndex(s => new { s.CompanyId, s.CreatedAt, s.Id }).HasDatabaseName("idx_etter_score_company_id");
            score.HasIndex(s => new { s.WorkflowId, s.CreatedAt, s.Id }).HasDatabaseName("idx_etter_score_workflow_id");
        });
        model.Entity<ChroDashboardEntry>(entry =>
        {
            entry.ToTable("chro_dashboard_entry");
            entry.OfTenant(db, e => e.CompanyId);
            entry.HasOne<Company>().WithMany().HasForeignKey(e => e.CompanyId).OnDelete(DeleteBehavior.Restrict);
            entry.HasOne(e => e.Workflow).WithOne().HasForeignKey<ChroDashboardEntry>(e => e.WorkflowId);
            entry.HasOne(e => e.EtterScore).WithMany().HasForeignKey(e => e.EtterScoreId).OnDelete(DeleteBehavior.SetNull);
            entry.HasOne(e => e.ValidatedScore).WithMany().HasForeignKey(e => e.ValidatedScoreId).OnDelete(DeleteBehavior.SetNull);
            entry.HasIndex(e => e.WorkflowId).IsUnique().HasDatabaseName("idx_chro_dashboard_workflow_id");
            entry.HasIndex(e => new { e.CompanyId, e.Id }).HasDatabaseName("idx_chro_dashboard_company_id");
            entry.HasIndex(e => e.EtterScoreId).HasDatabaseName("idx_chro_dashboard_etter_score");
            entry.HasIndex(e => e.ValidatedScoreId).HasDatabaseName("idx_chro_dashboard_validated_score");
        });
    }
}
