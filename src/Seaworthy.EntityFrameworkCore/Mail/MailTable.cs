using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.EntityFrameworkCore.Mail;

/// <summary>The table of mails in a service's own model and migrations.</summary>
public static class MailTable
{
    private const string Mails = "mails";

    /// <summary>The table in the model; call before <c>UseSeaworthy</c>.</summary>
    public static void MapMails(this ModelBuilder model) => model.Entity<MailRow>(mail =>
    {
        mail.ToTable(Mails);
        mail.HasKey(m => m.Key);
        mail.HasIndex(m => m.KeepUntil).HasDatabaseName("idx_mails_keep");
    });

    /// <summary>Makes the table, in a migration's <c>Up</c>.</summary>
    public static void CreateMails(this MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(Mails, schema: schema, columns: table => new
        {
            key = table.Text(migration, "key"),
            state = table.Int(migration, "state"),
            job = table.Uuid(migration, "job"),
            keep_until = table.Instant(migration, "keep_until"),
        }, constraints: table => table.PrimaryKey("pk_mails", row => row.key));
        migration.CreateIndex("idx_mails_keep", Mails, "keep_until", schema);
    }

    /// <summary>Takes it away, in a migration's <c>Down</c>.</summary>
    public static void DropMails(this MigrationBuilder migration, string? schema) => migration.DropTable(Mails, schema);
}
