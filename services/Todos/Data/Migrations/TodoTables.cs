using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Todos.Data.Migrations;

/// <summary>Todos with their tags, and who does them.</summary>
[DbContext(typeof(TodosDb))]
[Migration("20261130000001_TodoTables")]
internal sealed class TodoTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(TodosDb.Schema);
        CreatePeople(migrationBuilder, schema);
        CreateTodos(migrationBuilder, schema);
        CreateTags(migrationBuilder, schema);
        migrationBuilder.CreateTable("reminders", schema: schema, columns: table => new
        {
            todo_id = table.Long(migrationBuilder, "todo_id"),
            due_date = table.Instant(migrationBuilder, "due_date"),
            asked_at = table.Instant(migrationBuilder, "asked_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_reminders", row => new { row.todo_id, row.due_date });
            table.ForeignKey("fk_reminders_todo", row => row.todo_id, "todos", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateTable("bulk_runs", schema: schema, columns: table => new
        {
            job_id = table.Uuid(migrationBuilder, "job_id"),
            last_id = table.Long(migrationBuilder, "last_id"),
            seen = table.Int(migrationBuilder, "seen"),
            changed = table.Int(migrationBuilder, "changed"),
            failed = table.Int(migrationBuilder, "failed"),
            overdue = table.Int(migrationBuilder, "overdue"),
            unassigned = table.Int(migrationBuilder, "unassigned"),
            errors = table.Text(migrationBuilder, "errors"),
            started_at = table.Instant(migrationBuilder, "started_at"),
        }, constraints: table => table.PrimaryKey("pk_bulk_runs", row => row.job_id));
        migrationBuilder.CreateIndex("idx_bulk_run_started", "bulk_runs", "started_at", schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["bulk_runs", "reminders", "todo_tags", "tags", "todos", "employees", "departments"])
        {
            migrationBuilder.DropTable(table, migrationBuilder.InSchema(TodosDb.Schema));
        }
    }

    private static void CreatePeople(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("departments", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            name = table.Text(migrationBuilder, "name"),
            name_key = table.SortText(migrationBuilder, "name_key"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table => table.PrimaryKey("pk_departments", row => row.id));
        migrationBuilder.CreateIndex("idx_department_name", "departments", "name_key", schema, unique: true);
        migrationBuilder.CreateTable("employees", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            name = table.Text(migrationBuilder, "name"),
            name_key = table.SortText(migrationBuilder, "name_key"),
            email = table.Text(migrationBuilder, "email", nullable: true),
            department_id = table.Long(migrationBuilder, "department_id", nullable: true),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_employees", row => row.id);
            table.ForeignKey("fk_employees_department", row => row.department_id, "departments", "id", schema, onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("idx_employee_email", "employees", "email", schema, unique: true);
        migrationBuilder.CreateIndex("idx_employee_name", "employees", ["name_key", "id"], schema);
        migrationBuilder.CreateIndex("idx_employee_department", "employees", ["department_id", "name_key", "id"], schema);
    }

    private static void CreateTodos(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("todos", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            title = table.Text(migrationBuilder, "title"),
            description = table.Text(migrationBuilder, "description"),
            status = table.Text(migrationBuilder, "status"),
            completed = table.Flag(migrationBuilder, "completed"),
            priority = table.Text(migrationBuilder, "priority"),
            due_date = table.Instant(migrationBuilder, "due_date", nullable: true),
            due_key = table.Instant(migrationBuilder, "due_key"),
            assignee_id = table.Long(migrationBuilder, "assignee_id", nullable: true),
            import_key = table.Text(migrationBuilder, "import_key", nullable: true),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_todos", row => row.id);
            table.ForeignKey("fk_todos_assignee", row => row.assignee_id, "employees", "id", schema, onDelete: ReferentialAction.SetNull);
            table.CheckConstraint("ck_todos_completed", "completed = (status = 'completed')");
        });
        migrationBuilder.CreateIndex("idx_todo_status_priority", "todos", ["status", "priority", "id"], schema);
        migrationBuilder.CreateIndex("idx_todo_due_date_completed", "todos", ["due_date", "completed"], schema);
        migrationBuilder.CreateIndex("idx_todo_due_key", "todos", ["due_key", "id"], schema);
        migrationBuilder.CreateIndex("idx_todo_status", "todos", ["status", "id"], schema);
        migrationBuilder.CreateIndex("idx_todo_priority", "todos", ["priority", "id"], schema);
        migrationBuilder.CreateIndex("idx_todo_assignee", "todos", ["assignee_id", "id"], schema);
        migrationBuilder.CreateIndex("idx_todo_import_key", "todos", "import_key", schema, unique: true, filter: "import_key IS NOT NULL");
    }

    private static void CreateTags(MigrationBuilder migrationBuilder, string? schema)
    {
        migrationBuilder.CreateTable("tags", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            name = table.Text(migrationBuilder, "name"),
            name_key = table.SortText(migrationBuilder, "name_key"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table => table.PrimaryKey("pk_tags", row => row.id));
        migrationBuilder.CreateIndex("idx_tag_name", "tags", "name_key", schema, unique: true);
        migrationBuilder.CreateTable("todo_tags", schema: schema, columns: table => new
        {
            tag_id = table.Long(migrationBuilder, "tag_id"),
            todo_id = table.Long(migrationBuilder, "todo_id"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_todo_tags", row => new { row.tag_id, row.todo_id });
            table.ForeignKey("fk_todo_tags_tag", row => row.tag_id, "tags", "id", schema, onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_todo_tags_todo", row => row.todo_id, "todos", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("idx_todo_tag_todo", "todo_tags", "todo_id", schema);
    }
}
