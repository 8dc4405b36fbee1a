using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Drivers.Data.Migrations;

/// <summary>What was received of other modules.</summary>
[DbContext(typeof(DriversDb))]
[Migration("20261203000003_Inbox")]
internal sealed class Inbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateInbox(migrationBuilder.InSchema(DriversDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropInbox(migrationBuilder.InSchema(DriversDb.Schema));
}
