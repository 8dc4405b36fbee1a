using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Workforce.Data.Migrations;

/// <summary>Workflows with their steps, scores by machines and by people, and the dashboard.</summary>
[DbContext(typeof(WorkforceDb))]
[Migration("20261126000003_Workflows")]
internal sealed class Workflows : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(WorkforceDb.Schema);
        migrationBuilder.CreateTable("workflows", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            company_id = table.Long(migrationBuilder, "company_id"),
            role_id = table.Long(migrationBuilder, "role_id", nullable: true),
            name = table.Text(migrationBuilder, "name"),
            description = table.Text(migrationBuilder, "description"),
            status = table.Text(migrationBuilder, "status"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_workflows", row => row.id);
            table.ForeignKey("fk_workflows_company", row => row.company_id, "companies", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_workflows_role", row => row.role_id, "roles", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_workflow_company_id", "workflows", ["company_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_workflow_company_status", "workflows", ["company_id", "status", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_workflow_role", "workflows", "role_id", schema);

        migrationBuilder.CreateTable("workflow_steps", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            workflow_id = table.Long(migrationBuilder, "workflow_id"),
            position = table.Int(migrationBuilder, "position"),
            name = table.Text(migrationBuilder, "name"),
            task_id = table.Long(migrationBuilder, "task_id", nullable: true),
            minutes = table.Int(migrationBuilder, "minutes"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_workflow_steps", row => row.id);
            table.ForeignKey("fk_workflow_steps_workflow", row => row.workflow_id, "workflows", "id", schema, onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_workflow_steps_task", row => row.task_id, "tasks", "id", schema, onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("idx_workflow_step_workflow_id", "workflow_steps", ["workflow_id", "position", "id"], schema);
        migrationBuilder.CreateIndex("idx_workflow_step_task", "workflow_steps", "task_id", schema);

        migrationBuilder.CreateTable("user_workflow_history", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            company_id = table.Long(migrationBuilder, "company_id"),
            user_id = table.Long(migrationBuilder, "user_id"),
            workflow_id = table.Long(migrationBuilder, "workflow_id"),
            status = table.Text(migrationBuilder, "status"),
            score = table.Int(migrationBuilder, "score", nullable: true),
            notes = table.Text(migrationBuilder, "notes"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_workflow_history", row => row.id);
            table.ForeignKey("fk_user_workflow_history_company", row => row.company_id, "companies", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_user_workflow_history_user", row => row.user_id, "users", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_user_workflow_history_workflow", row => row.workflow_id, "workflows", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_workflow_history_company_id", "user_workflow_history", ["company_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_workflow_history_user_id", "user_workflow_history", ["user_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_workflow_history_workflow_id", "user_workflow_history", ["workflow_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_workflow_history_status", "user_workflow_history", ["status", "company_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_user_workflow_history_composite", "user_workflow_history", ["user_id", "workflow_id", "status"], schema);

        migrationBuilder.CreateTable("etter_scores", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            company_id = table.Long(migrationBuilder, "company_id"),
            workflow_id = table.Long(migrationBuilder, "workflow_id"),
            score = table.Int(migrationBuilder, "score"),
            answered = table.Int(migrationBuilder, "answered"),
            asked = table.Int(migrationBuilder, "asked"),
            created_at = table.Instant(migrationBuilder, "created_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_etter_scores", row => row.id);
            table.ForeignKey("fk_etter_scores_company", row => row.company_id, "companies", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_etter_scores_workflow", row => row.workflow_id, "workflows", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_etter_score_company_id", "etter_scores", ["company_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_etter_score_workflow_id", "etter_scores", ["workflow_id", "created_at", "id"], schema);

        migrationBuilder.CreateTable("chro_dashboard_entry", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            company_id = table.Long(migrationBuilder, "company_id"),
            workflow_id = table.Long(migrationBuilder, "workflow_id"),
            etter_score_id = table.Long(migrationBuilder, "etter_score_id", nullable: true),
            validated_score_id = table.Long(migrationBuilder, "validated_score_id", nullable: true),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_chro_dashboard_entry", row => row.id);
            table.ForeignKey("fk_chro_dashboard_entry_company", row => row.company_id, "companies", "id", schema, onDelete: ReferentialAction.Restrict);
            table.ForeignKey("fk_chro_dashboard_entry_workflow", row => row.workflow_id, "workflows", "id", schema, onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_chro_dashboard_entry_etter", row => row.etter_score_id, "etter_scores", "id", schema, onDelete: ReferentialAction.SetNull);
            table.ForeignKey("fk_chro_dashboard_entry_validated", row => row.validated_score_id, "user_workflow_history", "id", schema, onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("idx_chro_dashboard_workflow_id", "chro_dashboard_entry", "workflow_id", schema, unique: true);
        migrationBuilder.CreateIndex("idx_chro_dashboard_company_id", "chro_dashboard_entry", ["company_id", "id"], schema);
        migrationBuilder.CreateIndex("idx_chro_dashboard_etter_score", "chro_dashboard_entry", "etter_score_id", schema);
        migrationBuilder.CreateIndex("idx_chro_dashboard_validated_score", "chro_dashboard_entry", "validated_score_id", schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["chro_dashboard_entry", "etter_scores", "user_workflow_history", "workflow_steps", "workflows"])
        {
            migrationBuilder.DropTable(table, migrationBuilder.InSchema(WorkforceDb.Schema));
        }
    }
}
