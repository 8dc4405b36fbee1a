using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Rides.Users.Data.Migrations;

/// <summary>Which mails were sent.</summary>
[DbContext(typeof(UsersDb))]
[Migration("20261203000003_Mails")]
internal sealed class Mails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateMails(migrationBuilder.InSchema(UsersDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropMails(migrationBuilder.InSchema(UsersDb.Schema));
}
