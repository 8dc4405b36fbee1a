using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Todos.Data.Migrations;

/// <summary>Work that outlives its request.</summary>
[DbContext(typeof(TodosDb))]
[Migration("20261130000007_Jobs")]
internal sealed class Jobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateJobs(migrationBuilder.InSchema(TodosDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropJobs(migrationBuilder.InSchema(TodosDb.Schema));
}
