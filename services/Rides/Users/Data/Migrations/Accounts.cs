using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Users.Data.Migrations;

/// <summary>Accounts with their sessions.</summary>
[DbContext(typeof(UsersDb))]
[Migration("20261203000001_Accounts")]
internal sealed class Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateAccounts(migrationBuilder.InSchema(UsersDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropAccounts(migrationBuilder.InSchema(UsersDb.Schema));
}
