using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Faults.Subject;

[DbContext(typeof(SavingsDb))]
[Migration("1_Savings")]
internal sealed class SavingsTables : Migration
{
    private static readonly string[] Tables = ["accounts", "deposits", "receipts", "entries", "strikes"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(SavingsDb.Schema);
        migrationBuilder.CreateTable("accounts", schema: schema, columns: table => new
        {
            name = table.Text(migrationBuilder, "name"),
            deposits = table.Int(migrationBuilder, "deposits"),
            balance = table.Long(migrationBuilder, "balance"),
        }, constraints: table => table.PrimaryKey("pk_accounts", row => row.name));
        migrationBuilder.CreateTable("deposits", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            name = table.Text(migrationBuilder, "name"),
            account = table.Text(migrationBuilder, "account"),
            number = table.Int(migrationBuilder, "number"),
            amount = table.Long(migrationBuilder, "amount"),
        }, constraints: table => table.PrimaryKey("pk_deposits", row => row.id));
        migrationBuilder.CreateTable("receipts", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            deposit = table.Text(migrationBuilder, "deposit"),
            attempt = table.Int(migrationBuilder, "attempt"),
        }, constraints: table => table.PrimaryKey("pk_receipts", row => row.id));
        migrationBuilder.CreateTable("entries", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            account = table.Text(migrationBuilder, "account"),
            number = table.Int(migrationBuilder, "number"),
            amount = table.Long(migrationBuilder, "amount"),
        }, constraints: table => table.PrimaryKey("pk_entries", row => row.id));
        migrationBuilder.CreateTable("strikes", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            struck_at = table.Text(migrationBuilder, "struck_at"),
        }, constraints: table => table.PrimaryKey("pk_strikes", row => row.id));
        migrationBuilder.Sql($"insert into {(schema is null ? "" : schema + ".")}accounts (name, deposits, balance) values "
            + string.Join(", ", SavingsModule.Accounts.Select(account => $"('{account}', 0, 0)")));
        migrationBuilder.CreateJobs(schema);
        migrationBuilder.CreateOutbox(schema);
        migrationBuilder.CreateInbox(schema);
        migrationBuilder.CreateIdempotencyKeys(schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(SavingsDb.Schema);
        migrationBuilder.DropIdempotencyKeys(schema);
        migrationBuilder.DropInbox(schema);
        migrationBuilder.DropOutbox(schema);
        migrationBuilder.DropJobs(schema);
        foreach (var table in Tables)
        {
            migrationBuilder.DropTable(table, schema);
        }
    }
}
