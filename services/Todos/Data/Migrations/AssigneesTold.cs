using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Todos.Data.Migrations;

/// <summary>
/// Who was told of a todo and a due date, and no longer only that somebody was. A table of another name: SQLite changes no key. What was told is taken to have been told to
/// whoever has the todo now.
/// </summary>
[DbContext(typeof(TodosDb))]
[Migration("20261130000010_AssigneesTold")]
internal sealed class AssigneesTold : Migration
{
    private const string Before = "reminders";
    private const string After = "todo_reminders";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var (schema, prefix) = Home(migrationBuilder);
        migrationBuilder.CreateTable(After, schema: schema, columns: table => new
        {
            todo_id = table.Long(migrationBuilder, "todo_id"),
            due_date = table.Instant(migrationBuilder, "due_date"),
            assignee_id = table.Long(migrationBuilder, "assignee_id"),
            asked_at = table.Instant(migrationBuilder, "asked_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_todo_reminders", row => new { row.todo_id, row.due_date, row.assignee_id });
            table.ForeignKey("fk_todo_reminders_todo", row => row.todo_id, "todos", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.Sql($"""
            INSERT INTO {prefix}{After} (todo_id, due_date, assignee_id, asked_at)
            SELECT r.todo_id, r.due_date, t.assignee_id, r.asked_at FROM {prefix}{Before} r JOIN {prefix}todos t ON t.id = r.todo_id WHERE t.assignee_id IS NOT NULL
            """);
        migrationBuilder.DropTable(Before, schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var (schema, prefix) = Home(migrationBuilder);
        migrationBuilder.CreateTable(Before, schema: schema, columns: table => new
        {
            todo_id = table.Long(migrationBuilder, "todo_id"),
            due_date = table.Instant(migrationBuilder, "due_date"),
            asked_at = table.Instant(migrationBuilder, "asked_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_reminders", row => new { row.todo_id, row.due_date });
            table.ForeignKey("fk_reminders_todo", row => row.todo_id, "todos", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.Sql($"INSERT INTO {prefix}{Before} (todo_id, due_date, asked_at) SELECT todo_id, due_date, MIN(asked_at) FROM {prefix}{After} GROUP BY todo_id, due_date");
        migrationBuilder.DropTable(After, schema);
    }

    private static (string? Schema, string Prefix) Home(MigrationBuilder migrationBuilder) =>
        migrationBuilder.InSchema(TodosDb.Schema) is { } schema ? (schema, schema + ".") : (null, "");
}
