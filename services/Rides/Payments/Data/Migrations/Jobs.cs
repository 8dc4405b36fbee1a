using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Payments.Data.Migrations;

/// <summary>Work that outlives its request.</summary>
[DbContext(typeof(PaymentsDb))]
[Migration("20261203000002_Jobs")]
internal sealed class Jobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateJobs(migrationBuilder.InSchema(PaymentsDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropJobs(migrationBuilder.InSchema(PaymentsDb.Schema));
}
