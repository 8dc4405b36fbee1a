using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Todos.Data.Migrations;

/// <summary>Todos of a status or a priority in the order in which they are due: without it what is open is looked for among all that was ever done.</summary>
[DbContext(typeof(TodosDb))]
[Migration("20261130000009_DueOrders")]
internal sealed class DueOrders : Migration
{
    private const string ByStatus = "idx_todo_status_due";
    private const string ByPriority = "idx_todo_priority_due";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex(ByStatus, "todos", ["status", "due_key", "id"], migrationBuilder.InSchema(TodosDb.Schema));
        migrationBuilder.CreateIndex(ByPriority, "todos", ["priority", "due_key", "id"], migrationBuilder.InSchema(TodosDb.Schema));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(ByPriority, "todos", migrationBuilder.InSchema(TodosDb.Schema));
        migrationBuilder.DropIndex(ByStatus, "todos", migrationBuilder.InSchema(TodosDb.Schema));
    }
}
