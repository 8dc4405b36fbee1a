using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.History;
using Seaworthy.Workforce.Tasks;
using Seaworthy.Workforce.Users;
using Seaworthy.Workforce.Workflows;

namespace Seaworthy.Workforce.Data;

/// <summary>Workflows, their steps, and what people made of their scores.</summary>
internal static class WorkflowTables
{
    public static void Map(ModelBuilder model, WorkforceDb db)
    {
        model.Entity<Workflow>(workflow =>
        {
            workflow.ToTable("workflows");
            workflow.Audited("workflow");
            workflow.OfTenant(db, w => w.CompanyId);
            workflow.Property(w => w.Version).IsConcurrencyToken();
            workflow.HasOne<Company>().WithMany().HasForeignKey(w => w.CompanyId).OnDelete(DeleteBehavior.Restrict);
            workflow.HasOne(w => w.Role).WithMany().HasForeignKey(w => w.RoleId).OnDelete(DeleteBehavior.Restrict);
            workflow.HasIndex(w => new { w.CompanyId, w.CreatedAt, w.Id }).HasDatabaseName("idx_workflow_company_id");
            workflow.HasIndex(w => new { w.CompanyId, w.Status, w.CreatedAt, w.Id }).HasDatabaseName("idx_workflow_company_status");
            workflow.HasIndex(w => w.RoleId).HasDatabaseName("idx_workflow_role");
        });
        model.Entity<WorkflowStep>(step =>
        {
            step.ToTable("workflow_steps");
            step.HasOne<Workflow>().WithMany(w => w.Steps).HasForeignKey(s => s.WorkflowId);
            step.HasOne<RoleTask>().WithMany().HasForeignKey(s => s.TaskId).OnDelete(DeleteBehavior.SetNull);
            step.HasIndex(s => new { s.WorkflowId, s.Position, s.Id }).HasDatabaseName("idx_workflow_step_workflow_id");
            step.HasIndex(s => s.TaskId).HasDatabaseName("idx_workflow_step_task");
        });
        model.Entity<UserWorkflowHistory>(history =>
        {
            history.ToTable("user_workflow_history");
            history.Audited("validation");
            history.OfTenant(db, h => h.CompanyId);
            history.HasOne<Company>().WithMany().HasForeignKey(h => h.CompanyId).OnDelete(DeleteBehavior.Restrict);
            history.HasOne<User>().WithMany().HasForeignKey(h => h.UserId).OnDelete(DeleteBehavior.Restrict);
            history.HasOne<Workflow>().WithMany().HasForeignKey(h => h.WorkflowId);
            history.HasIndex(h => new { h.CompanyId, h.CreatedAt, h.Id }).HasDatabaseName("idx_workflow_history_company_id");
            history.HasIndex(h => new { h.UserId, h.CreatedAt, h.Id }).HasDatabaseName("idx_workflow_history_user_id");
            history.HasIndex(h => new { h.WorkflowId, h.CreatedAt, h.Id }).HasDatabaseName("idx_workflow_history_workflow_id");
            history.HasIndex(h => new { h.Status, h.CompanyId, h.CreatedAt, h.Id }).HasDatabaseName("idx_workflow_history_status");
            history.HasIndex(h => new { h.UserId, h.WorkflowId, h.Status }).HasDatabaseName("idx_user_workflow_history_composite");
        });
    }
}
