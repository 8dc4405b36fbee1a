using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>The tables of events in a service's own model and migrations: of those who publish the outbox, of those who consume the inbox.</summary>
public static class MessagingTables
{
    internal const string Outbox = "outbox";
    internal const string Inbox = "inbox";

    /// <summary>The outbox in the model; call before <c>UseSeaworthy</c>.</summary>
    public static void MapOutbox(this ModelBuilder model) => model.Entity<OutboxRow>(row =>
    {
        row.ToTable(Outbox);
        row.HasIndex(r => new { r.Contract, r.Key }).HasFilter("refused > 0").HasDatabaseName("idx_outbox_refused");
    });

    /// <summary>The inbox in the model; call before <c>UseSeaworthy</c>. Consumers are jobs, and need those tables too.</summary>
    public static void MapInbox(this ModelBuilder model) => model.Entity<InboxRow>(row =>
    {
        row.ToTable(Inbox);
        row.HasKey(r => new { r.Consumer, r.Event });
        row.HasIndex(r => r.ReceivedAt).HasDatabaseName("idx_inbox_received");
    });

    /// <summary>Makes the outbox, in a migration's <c>Up</c>.</summary>
    public static void CreateOutbox(this MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(Outbox, schema: schema, columns: table => new
        {
            id = table.Identity(migration),
            @event = table.Uuid(migration, "event"),
            contract = table.Text(migration, "contract"),
            key = table.Text(migration, "key"),
            body = table.Text(migration, "body"),
            tenant = table.Long(migration, "tenant", nullable: true),
            subject = table.Text(migration, "subject", nullable: true),
            trace = table.Text(migration, "trace", nullable: true),
            published_at = table.Instant(migration, "published_at"),
            due_at = table.Instant(migration, "due_at"),
            refused = table.Int(migration, "refused"),
            error = table.Text(migration, "error", nullable: true),
        }, constraints: table => table.PrimaryKey("pk_outbox", row => row.id));
        migration.CreateIndex("idx_outbox_refused", Outbox, ["contract", "key"], schema, filter: "refused > 0");
        if (migration.IsPostgreSql())
        {
            // Rows live for moments: what is dead is taken away soon.
            migration.Sql($"alter table {schema}.{Outbox} set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0)");
        }
    }

    /// <summary>Makes the inbox, in a migration's <c>Up</c>.</summary>
    public static void CreateInbox(this MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(Inbox, schema: schema, columns: table => new
        {
            consumer = table.Text(migration, "consumer"),
            @event = table.Uuid(migration, "event"),
            received_at = table.Instant(migration, "received_at"),
        }, constraints: table => table.PrimaryKey("pk_inbox", row => new { row.consumer, row.@event }));
        migration.CreateIndex("idx_inbox_received", Inbox, "received_at", schema);
    }

    /// <summary>Takes the outbox away, in a migration's <c>Down</c>.</summary>
    public static void DropOutbox(this MigrationBuilder migration, string? schema) => migration.DropTable(Outbox, schema);

    /// <summary>Takes the inbox away, in a migration's <c>Down</c>.</summary>
    public static void DropInbox(this MigrationBuilder migration, string? schema) => migration.DropTable(Inbox, schema);
}
