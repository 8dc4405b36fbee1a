using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Cafe.Data.Migrations;

/// <summary>Which mails were sent.</summary>
[DbContext(typeof(CafeDb))]
[Migration("20261130000001_Mails")]
internal sealed class Mails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateMails(migrationBuilder.InSchema(CafeDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropMails(migrationBuilder.InSchema(CafeDb.Schema));
}
