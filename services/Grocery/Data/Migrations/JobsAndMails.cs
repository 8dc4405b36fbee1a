using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Grocery.Data.Migrations;

/// <summary>Work that outlives its request, and which mails were sent.</summary>
[DbContext(typeof(GroceryDb))]
[Migration("20261130000001_JobsAndMails")]
internal sealed class JobsAndMails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateJobs(migrationBuilder.InSchema(GroceryDb.Schema));
        migrationBuilder.CreateMails(migrationBuilder.InSchema(GroceryDb.Schema));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropMails(migrationBuilder.InSchema(GroceryDb.Schema));
        migrationBuilder.DropJobs(migrationBuilder.InSchema(GroceryDb.Schema));
    }
}
