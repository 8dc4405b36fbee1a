using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Idempotency;

namespace Seaworthy.EntityFrameworkCore.Idempotency;

/// <summary>
/// Keeps the idempotency keys of a service in its own database, where each is committed with the effect of its request: one
/// line in the module, one in the model, one in a migration.
/// </summary>
public static class IdempotencyKeysExtensions
{
    /// <summary>Keys of this module's POST and PATCH are rows of <typeparamref name="TContext"/>; after <c>AddDatabase</c>.</summary>
    public static ModuleBuilder KeepIdempotencyKeys<TContext>(this ModuleBuilder module)
        where TContext : DbContext
    {
        var life = TimeSpan.FromHours(module.Profile.Options.Idempotency.KeepHours);
        module.Services.AddSingleton(sp => new KeyKeeping<TContext>(life, sp.GetRequiredService<TimeProvider>()));
        module.Services.AddSingleton<IServiceKeys>(sp => sp.GetRequiredService<ServiceDatabase<TContext>>().Keys!);
        module.Services.AddHostedService<KeySweep<TContext>>();
        return module;
    }

    /// <summary>The table in the model; call before <c>UseSeaworthy</c>.</summary>
    public static void MapIdempotencyKeys(this ModelBuilder model) => model.Entity<IdempotencyKeyRow>(key =>
    {
        key.ToTable(KeyTable.Name, table => table.HasCheckConstraint(KeyTable.Turn, "is_turn"));
        key.HasKey(row => row.Id).HasName(KeyTable.PrimaryKey);
        key.HasIndex(row => row.ExpiresAt).HasDatabaseName(KeyTable.Expiry);
    });

    /// <summary>Makes the table, in a migration's <c>Up</c>.</summary>
    public static void CreateIdempotencyKeys(this MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(KeyTable.Name, schema: schema, columns: table => new
        {
            id = table.Bytes(migration, "id"),
            request = table.Bytes(migration, "request"),
            status = table.Int(migration, "status"),
            body = table.Bytes(migration, "body", nullable: true),
            content_type = table.Text(migration, "content_type", nullable: true),
            location = table.Text(migration, "location", nullable: true),
            etag = table.Text(migration, "etag", nullable: true),
            is_turn = table.Flag(migration, "is_turn"),
            expires_at = table.Instant(migration, "expires_at"),
        }, constraints: table =>
        {
            table.PrimaryKey(KeyTable.PrimaryKey, row => row.id);
            table.CheckConstraint(KeyTable.Turn, "is_turn");
        });
        migration.CreateIndex(KeyTable.Expiry, KeyTable.Name, "expires_at", schema);
    }

    /// <summary>Takes it away, in a migration's <c>Down</c>.</summary>
    public static void DropIdempotencyKeys(this MigrationBuilder migration, string? schema) => migration.DropTable(KeyTable.Name, schema);
}
