using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Cafe.Data.Migrations;

/// <summary>Jobs of which one waits for the other.</summary>
[DbContext(typeof(CafeDb))]
[Migration("20261201000001_JobLanes")]
internal sealed class JobLanes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddJobLanes(migrationBuilder.InSchema(CafeDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropJobLanes(migrationBuilder.InSchema(CafeDb.Schema));
}
