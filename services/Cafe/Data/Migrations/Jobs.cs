using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Cafe.Data.Migrations;

/// <summary>Work that outlives its request.</summary>
[DbContext(typeof(CafeDb))]
[Migration("20261129000001_Jobs")]
internal sealed class Jobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateJobsWithoutLanes(migrationBuilder.InSchema(CafeDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropJobs(migrationBuilder.InSchema(CafeDb.Schema));
}
