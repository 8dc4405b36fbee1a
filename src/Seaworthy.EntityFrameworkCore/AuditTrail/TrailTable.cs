using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>The table of the audit trail in a service's own model and migrations.</summary>
public static class TrailTable
{
    internal const string Name = "audit_trail";

    /// <summary>The table in the model; call before <c>UseSeaworthy</c>.</summary>
    public static void MapAuditTrail(this ModelBuilder model) => model.Entity<TrailRow>(Map);

    /// <summary>The same where rows are of tenants: a tenant's session finds the lines about that tenant's rows alone.</summary>
    /// <param name="model">The model.</param>
    /// <param name="context">The context whose model it is: <c>this</c> in <c>OnModelCreating</c>.</param>
    public static void MapAuditTrail(this ModelBuilder model, TenantDbContext context) => model.Entity<TrailRow>(line =>
    {
        Map(line);
        line.OfTenant(context, row => row.Tenant);
    });

    /// <summary>Makes the table, and the triggers that refuse to change or take away what stands in it, in a migration's <c>Up</c>.</summary>
    public static void CreateAuditTrail(this MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(Name, schema: schema, columns: table => new
        {
            id = table.Identity(migration),
            at = table.Instant(migration, "at"),
            tenant = table.Long(migration, "tenant"),
            action = table.Text(migration, "action"),
            object_kind = table.Text(migration, "object_kind"),
            object_id = table.Text(migration, "object_id", nullable: true),
            columns = table.Text(migration, "columns"),
            who = table.Text(migration, "who", nullable: true),
            who_kind = table.Text(migration, "who_kind"),
            who_tenant = table.Text(migration, "who_tenant", nullable: true),
            request_id = table.Text(migration, "request_id", nullable: true),
            address = table.Text(migration, "address", nullable: true),
        }, constraints: table => table.PrimaryKey("pk_audit_trail", row => row.id));
        migration.CreateIndex("idx_audit_trail_at", Name, ["at", "id"], schema);
        migration.CreateIndex("idx_audit_trail_tenant", Name, ["tenant", "at", "id"], schema);
        migration.CreateIndex("idx_audit_trail_who", Name, ["who", "at", "id"], schema);
        migration.CreateIndex("idx_audit_trail_object", Name, ["object_kind", "object_id", "at", "id"], schema);
        foreach (var statement in migration.IsPostgreSql() ? TrailGuard.PostgreSql(schema!) : TrailGuard.Sqlite)
        {
            migration.Sql(statement);
        }
    }

    /// <summary>Takes it away, in a migration's <c>Down</c>.</summary>
    public static void DropAuditTrail(this MigrationBuilder migration, string? schema)
    {
        migration.DropTable(Name, schema);
        if (migration.IsPostgreSql())
        {
            migration.Sql(TrailGuard.DropPostgreSql(schema!));
        }
    }

    private static void Map(EntityTypeBuilder<TrailRow> line)
    {
        line.ToTable(Name);
        line.Ignore(row => row.IsSigned);
        line.HasIndex(row => new { row.At, row.Id }).HasDatabaseName("idx_audit_trail_at");
        line.HasIndex(row => new { row.Tenant, row.At, row.Id }).HasDatabaseName("idx_audit_trail_tenant");
        line.HasIndex(row => new { row.Who, row.At, row.Id }).HasDatabaseName("idx_audit_trail_who");
        line.HasIndex(row => new { row.ObjectKind, row.ObjectId, row.At, row.Id }).HasDatabaseName("idx_audit_trail_object");
    }
}
