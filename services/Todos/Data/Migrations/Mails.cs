using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Todos.Data.Migrations;

/// <summary>Which mails were sent.</summary>
[DbContext(typeof(TodosDb))]
[Migration("20261130000008_Mails")]
internal sealed class Mails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateMails(migrationBuilder.InSchema(TodosDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropMails(migrationBuilder.InSchema(TodosDb.Schema));
}
