using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Workforce.Data.Migrations;

/// <summary>Roles and their tasks, and what names and sentences are found by.</summary>
[DbContext(typeof(WorkforceDb))]
[Migration("20261126000002_Roles")]
internal sealed class Roles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(WorkforceDb.Schema);
        migrationBuilder.CreateTable("roles", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            code = table.Text(migrationBuilder, "code"),
            title = table.Text(migrationBuilder, "title"),
            title_key = table.SortText(migrationBuilder, "title_key"),
            description = table.Text(migrationBuilder, "description"),
            job_zone = table.Int(migrationBuilder, "job_zone", nullable: true),
            headcount = table.Long(migrationBuilder, "headcount", nullable: true),
            avg_salary = table.Long(migrationBuilder, "avg_salary", nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_roles", row => row.id);
        });
        migrationBuilder.CreateIndex("idx_role_code", "roles", "code", schema, unique: true);
        migrationBuilder.CreateIndex("idx_role_title", "roles", ["title_key", "id"], schema);

        migrationBuilder.CreateTable("role_adjacency", schema: schema, columns: table => new
        {
            role_id = table.Long(migrationBuilder, "role_id"),
            related_id = table.Long(migrationBuilder, "related_id"),
            tier = table.Text(migrationBuilder, "tier"),
            place = table.Int(migrationBuilder, "place"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_role_adjacency", row => new { row.role_id, row.related_id });
            table.ForeignKey("fk_role_adjacency_role", row => row.role_id, "roles", "id", schema, onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_role_adjacency_related", row => row.related_id, "roles", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_role_adjacency_place", "role_adjacency", ["role_id", "place"], schema);
        migrationBuilder.CreateIndex("idx_role_adjacency_related", "role_adjacency", "related_id", schema);

        migrationBuilder.CreateTable("tasks", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            code = table.Long(migrationBuilder, "code"),
            role_id = table.Long(migrationBuilder, "role_id"),
            statement = table.Text(migrationBuilder, "statement"),
            type = table.Text(migrationBuilder, "type", nullable: true),
            incumbents = table.Int(migrationBuilder, "incumbents", nullable: true),
            as_of = table.Text(migrationBuilder, "as_of", nullable: true),
            source = table.Text(migrationBuilder, "source", nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_tasks", row => row.id);
            table.ForeignKey("fk_tasks_role", row => row.role_id, "roles", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_task_code", "tasks", "code", schema, unique: true);
        migrationBuilder.CreateIndex("idx_task_role", "tasks", ["role_id", "id"], schema);

        migrationBuilder.CreateTable("user_starts", schema: schema, columns: table => new
        {
            scope = table.Long(migrationBuilder, "scope"),
            start = table.SortText(migrationBuilder, "start"),
            target_id = table.Long(migrationBuilder, "target_id"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_starts", row => new { row.scope, row.start, row.target_id });
            table.ForeignKey("fk_user_starts_user", row => row.target_id, "users", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_user_start_user", "user_starts", "target_id", schema);

        migrationBuilder.CreateTable("task_starts", schema: schema, columns: table => new
        {
            scope = table.Long(migrationBuilder, "scope"),
            start = table.SortText(migrationBuilder, "start"),
            target_id = table.Long(migrationBuilder, "target_id"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_task_starts", row => new { row.scope, row.start, row.target_id });
            table.ForeignKey("fk_task_starts_task", row => row.target_id, "tasks", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_task_start_task", "task_starts", "target_id", schema);

        migrationBuilder.CreateTable("user_words", schema: schema, columns: table => new
        {
            scope = table.Long(migrationBuilder, "scope"),
            key = table.SortText(migrationBuilder, "key"),
            word = table.SortText(migrationBuilder, "word"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_user_words", row => new { row.scope, row.key, row.word });
        });

        migrationBuilder.CreateTable("task_words", schema: schema, columns: table => new
        {
            scope = table.Long(migrationBuilder, "scope"),
            key = table.SortText(migrationBuilder, "key"),
            word = table.SortText(migrationBuilder, "word"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_task_words", row => new { row.scope, row.key, row.word });
        });
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["task_words", "user_words", "task_starts", "user_starts", "tasks", "role_adjacency", "roles"])
        {
            migrationBuilder.DropTable(table, migrationBuilder.InSchema(WorkforceDb.Schema));
        }
    }
}
