using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Workforce.Data.Migrations;

/// <summary>Companies, their people and documents.</summary>
[DbContext(typeof(WorkforceDb))]
[Migration("20261126000001_Companies")]
internal sealed class Companies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(WorkforceDb.Schema);
        migrationBuilder.CreateTable("master_companies", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            name = table.Text(migrationBuilder, "name"),
            name_key = table.SortText(migrationBuilder, "name_key"),
            industry = table.Text(migrationBuilder, "industry"),
            country = table.Text(migrationBuilder, "country"),
            headcount = table.Long(migrationBuilder, "headcount", nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_master_companies", row => row.id);
        });
        migrationBuilder.CreateIndex("idx_master_company_name", "master_companies", "name_key", schema, unique: true);

        migrationBuilder.CreateTable("companies", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            master_company_id = table.Long(migrationBuilder, "master_company_id", nullable: true),
            name = table.Text(migrationBuilder, "name"),
            industry = table.Text(migrationBuilder, "industry"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_companies", row => row.id);
            table.ForeignKey("fk_companies_master", row => row.master_company_id, "master_companies", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_company_master", "companies", "master_company_id", schema);

        migrationBuilder.CreateTable("users", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            company_id = table.Long(migrationBuilder, "company_id"),
            email = table.Text(migrationBuilder, "email"),
            username = table.Text(migrationBuilder, "username"),
            full_name = table.Text(migrationBuilder, "full_name"),
            name_key = table.SortText(migrationBuilder, "name_key"),
            is_active = table.Flag(migrationBuilder, "is_active"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
            version = table.Long(migrationBuilder, "version"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_users", row => row.id);
            table.ForeignKey("fk_users_company", row => row.company_id, "companies", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_user_email", "users", "email", schema, unique: true);
        migrationBuilder.CreateIndex("idx_user_company_id", "users", ["company_id", "name_key", "id"], schema);

        migrationBuilder.CreateTable("documents", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            tenant_id = table.Long(migrationBuilder, "tenant_id"),
            title = table.Text(migrationBuilder, "title"),
            content = table.Text(migrationBuilder, "content"),
            status = table.Text(migrationBuilder, "status"),
            created_at = table.Instant(migrationBuilder, "created_at"),
            updated_at = table.Instant(migrationBuilder, "updated_at"),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_documents", row => row.id);
            table.ForeignKey("fk_documents_tenant", row => row.tenant_id, "companies", "id", schema, onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("idx_document_tenant_id", "documents", ["tenant_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_document_status", "documents", ["status", "tenant_id", "created_at", "id"], schema);
        migrationBuilder.CreateIndex("idx_document_created_at", "documents", "created_at", schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["documents", "users", "companies", "master_companies"])
        {
            migrationBuilder.DropTable(table, migrationBuilder.InSchema(WorkforceDb.Schema));
        }
    }
}
