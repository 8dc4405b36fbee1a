using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The table that links Firebase's users to accounts, in a service's own model and migrations.</summary>
public static class FirebaseTable
{
    private const string Links = "firebase_links";

    /// <summary>The table in the model, beside those of accounts; call before <c>UseSeaworthy</c>.</summary>
    public static void MapFirebaseTable(this ModelBuilder model) => model.Entity<FirebaseLinkRow>(link =>
    {
        link.ToTable(Links);
        link.HasKey(l => l.Uid);
        link.HasOne<AccountRow>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
        link.HasIndex(l => l.AccountId).HasDatabaseName("idx_firebase_links_account");
    });

    /// <summary>Makes the table, in a migration's <c>Up</c>; after the accounts.</summary>
    public static void CreateFirebase(this MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(Links, schema: schema, columns: table => new
        {
            uid = table.Text(migration, "uid"),
            account_id = table.Long(migration, "account_id"),
            created_at = table.Instant(migration, "created_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_firebase_links", row => row.uid);
            table.ForeignKey("fk_firebase_links_account", row => row.account_id, "accounts", "id", schema, onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("idx_firebase_links_account", Links, "account_id", schema);
    }

    /// <summary>Takes it away, in a migration's <c>Down</c>.</summary>
    public static void DropFirebase(this MigrationBuilder migration, string? schema) => migration.DropTable(Links, schema);
}
