using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Drivers.Data.Migrations;

/// <summary>What other modules are told.</summary>
[DbContext(typeof(DriversDb))]
[Migration("20261203000004_Outbox")]
internal sealed class Outbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateOutbox(migrationBuilder.InSchema(DriversDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropOutbox(migrationBuilder.InSchema(DriversDb.Schema));
}
