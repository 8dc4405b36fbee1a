using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The tables of accounts in a service's own model and migrations.</summary>
public static class AccountTables
{
    private const string Accounts = "accounts";
    private const string Sessions = "account_sessions";
    private const string RefreshTokens = "refresh_tokens";
    private const string Links = "account_links";

    /// <summary>The tables in the model; call before <c>UseSeaworthy</c>.</summary>
    public static void MapAccountTables(this ModelBuilder model)
    {
        model.Entity<AccountRow>(account =>
        {
            account.ToTable(Accounts);
            account.Audited("account", a => a.PublicId);
            account.Ignore(a => a.RoleList);
            account.HasIndex(a => a.PublicId).IsUnique().HasDatabaseName("idx_accounts_public_id");
            account.HasIndex(a => a.Email).IsUnique().HasDatabaseName("idx_accounts_email");
        });
        model.Entity<AccountSessionRow>(session =>
        {
            session.ToTable(Sessions);
            session.Property(s => s.Id).ValueGeneratedNever();
            session.HasOne<AccountRow>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
            session.HasIndex(s => new { s.AccountId, s.ExpiresAt }).HasDatabaseName("idx_account_sessions_account");
            session.HasIndex(s => s.ExpiresAt).HasDatabaseName("idx_account_sessions_expires");
        });
        model.Entity<RefreshTokenRow>(token =>
        {
            token.ToTable(RefreshTokens);
            token.HasKey(t => t.SecretHash);
            token.HasOne<AccountSessionRow>().WithMany().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Cascade);
            token.HasIndex(t => new { t.SessionId, t.Place }).IsUnique().HasDatabaseName("idx_refresh_tokens_session");
            token.HasIndex(t => t.ExpiresAt).HasDatabaseName("idx_refresh_tokens_expires");
        });
        model.Entity<AccountLinkRow>(link =>
        {
            link.ToTable(Links);
            link.HasKey(l => l.SecretHash);
            link.HasOne<AccountRow>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
            link.HasIndex(l => new { l.AccountId, l.Purpose }).HasDatabaseName("idx_account_links_account");
            link.HasIndex(l => l.ExpiresAt).HasDatabaseName("idx_account_links_expires");
        });
    }

    /// <summary>Makes the tables, in a migration's <c>Up</c>.</summary>
    public static void CreateAccounts(this MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(Accounts, schema: schema, columns: table => new
        {
            id = table.Identity(migration),
            public_id = table.Uuid(migration, "public_id"),
            email = table.Text(migration, "email"),
            name = table.Text(migration, "name", nullable: true),
            password_hash = table.Text(migration, "password_hash"),
            is_confirmed = table.Flag(migration, "is_confirmed"),
            failed_attempts = table.Int(migration, "failed_attempts"),
            locked_until = table.Instant(migration, "locked_until", nullable: true),
            roles = table.Text(migration, "roles"),
            tenant = table.Text(migration, "tenant", nullable: true),
            created_at = table.Instant(migration, "created_at"),
        }, constraints: table => table.PrimaryKey("pk_accounts", row => row.id));
        migration.CreateIndex("idx_accounts_public_id", Accounts, "public_id", schema, unique: true);
        migration.CreateIndex("idx_accounts_email", Accounts, "email", schema, unique: true);
        CreateSessions(migration, schema);
        migration.CreateTable(Links, schema: schema, columns: table => new
        {
            secret_hash = table.Bytes(migration, "secret_hash"),
            account_id = table.Long(migration, "account_id"),
            purpose = table.Text(migration, "purpose"),
            expires_at = table.Instant(migration, "expires_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_account_links", row => row.secret_hash);
            table.ForeignKey("fk_account_links_account", row => row.account_id, Accounts, "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("idx_account_links_account", Links, ["account_id", "purpose"], schema);
        migration.CreateIndex("idx_account_links_expires", Links, "expires_at", schema);
    }

    /// <summary>Takes them away, in a migration's <c>Down</c>.</summary>
    public static void DropAccounts(this MigrationBuilder migration, string? schema)
    {
        foreach (var table in (string[])[Links, RefreshTokens, Sessions, Accounts])
        {
            migration.DropTable(table, schema);
        }
    }

    private static void CreateSessions(MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(Sessions, schema: schema, columns: table => new
        {
            id = table.Uuid(migration, "id"),
            account_id = table.Long(migration, "account_id"),
            chain_key = table.Bytes(migration, "chain_key"),
            created_at = table.Instant(migration, "created_at"),
            last_seen_at = table.Instant(migration, "last_seen_at"),
            expires_at = table.Instant(migration, "expires_at"),
            revoked_at = table.Instant(migration, "revoked_at", nullable: true),
            address = table.Text(migration, "address", nullable: true),
            user_agent = table.Text(migration, "user_agent", nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_account_sessions", row => row.id);
            table.ForeignKey("fk_account_sessions_account", row => row.account_id, Accounts, "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("idx_account_sessions_account", Sessions, ["account_id", "expires_at"], schema);
        migration.CreateIndex("idx_account_sessions_expires", Sessions, "expires_at", schema);
        migration.CreateTable(RefreshTokens, schema: schema, columns: table => new
        {
            secret_hash = table.Bytes(migration, "secret_hash"),
            session_id = table.Uuid(migration, "session_id"),
            place = table.Long(migration, "place"),
            used_at = table.Instant(migration, "used_at", nullable: true),
            expires_at = table.Instant(migration, "expires_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_refresh_tokens", row => row.secret_hash);
            table.ForeignKey("fk_refresh_tokens_session", row => row.session_id, Sessions, "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("idx_refresh_tokens_session", RefreshTokens, ["session_id", "place"], schema, unique: true);
        migration.CreateIndex("idx_refresh_tokens_expires", RefreshTokens, "expires_at", schema);
    }
}
