using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Trips.Data.Migrations;

/// <summary>What is told of rides, and what was heard of them.</summary>
[DbContext(typeof(TripsDb))]
[Migration("20261203000004_Events")]
internal sealed class Events : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateOutbox(migrationBuilder.InSchema(TripsDb.Schema));
        migrationBuilder.CreateInbox(migrationBuilder.InSchema(TripsDb.Schema));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropInbox(migrationBuilder.InSchema(TripsDb.Schema));
        migrationBuilder.DropOutbox(migrationBuilder.InSchema(TripsDb.Schema));
    }
}
