using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Payments.Data.Migrations;

/// <summary>What the payments tell, and what they have heard.</summary>
[DbContext(typeof(PaymentsDb))]
[Migration("20261203000005_Events")]
internal sealed class Events : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateOutbox(migrationBuilder.InSchema(PaymentsDb.Schema));
        migrationBuilder.CreateInbox(migrationBuilder.InSchema(PaymentsDb.Schema));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropInbox(migrationBuilder.InSchema(PaymentsDb.Schema));
        migrationBuilder.DropOutbox(migrationBuilder.InSchema(PaymentsDb.Schema));
    }
}
