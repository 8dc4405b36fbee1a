using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Workforce.Data.Migrations;

/// <summary>Work that outlives its request, and which mails were sent.</summary>
[DbContext(typeof(WorkforceDb))]
[Migration("20261130000001_JobsAndMails")]
internal sealed class JobsAndMails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateJobs(migrationBuilder.InSchema(WorkforceDb.Schema));
        migrationBuilder.CreateMails(migrationBuilder.InSchema(WorkforceDb.Schema));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropMails(migrationBuilder.InSchema(WorkforceDb.Schema));
        migrationBuilder.DropJobs(migrationBuilder.InSchema(WorkforceDb.Schema));
    }
}
