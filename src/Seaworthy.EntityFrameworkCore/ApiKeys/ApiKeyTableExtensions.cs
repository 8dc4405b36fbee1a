using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.EntityFrameworkCore.ApiKeys;

/// <summary>API keys of a service in its own database: one line in the module, one in the model, one in a migration. The host says <c>AddApiKeys()</c>.</summary>
public static class ApiKeyTableExtensions
{
    private const string Table = "api_keys";

    /// <summary>Keys of this module are rows of <typeparamref name="TContext"/>; after <c>AddDatabase</c>.</summary>
    public static ModuleBuilder KeepApiKeys<TContext>(this ModuleBuilder module)
        where TContext : DbContext
    {
        var services = module.Services;
        services.AddSingleton<ApiKeyUses<TContext>>();
        services.AddSingleton(sp => new ServiceApiKeys<TContext>(
            sp.GetRequiredService<Session<TContext>>(), module.Profile.Name, sp.GetRequiredService<ApiKeyUses<TContext>>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IApiKeys>(sp => sp.GetRequiredService<ServiceApiKeys<TContext>>());
        services.AddHostedService<ApiKeyUsesWriter<TContext>>();
        return module;
    }

    /// <summary>The table in the model; call before <c>UseSeaworthy</c>.</summary>
    public static void MapApiKeyTable(this ModelBuilder model) => model.Entity<ApiKeyRow>(key =>
    {
        key.ToTable(Table);
        key.Audited("api-key");
        key.Property(k => k.Id).ValueGeneratedNever();
    });

    /// <summary>Makes the table, in a migration's <c>Up</c>.</summary>
    public static void CreateApiKeys(this MigrationBuilder migration, string? schema) => migration.CreateTable(Table, schema: schema, columns: table => new
    {
        id = table.Text(migration, "id"),
        name = table.Text(migration, "name"),
        secret_hash = table.Bytes(migration, "secret_hash"),
        former_hash = table.Bytes(migration, "former_hash", nullable: true),
        former_until = table.Instant(migration, "former_until", nullable: true),
        tenant = table.Text(migration, "tenant", nullable: true),
        scopes = table.Text(migration, "scopes"),
        created_at = table.Instant(migration, "created_at"),
        expires_at = table.Instant(migration, "expires_at", nullable: true),
        last_used_at = table.Instant(migration, "last_used_at", nullable: true),
        revoked_at = table.Instant(migration, "revoked_at", nullable: true),
    }, constraints: table => table.PrimaryKey("pk_api_keys", row => row.id));

    /// <summary>Takes it away, in a migration's <c>Down</c>.</summary>
    public static void DropApiKeys(this MigrationBuilder migration, string? schema) => migration.DropTable(Table, schema);
}
