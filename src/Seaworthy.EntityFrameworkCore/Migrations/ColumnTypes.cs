using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Seaworthy.EntityFrameworkCore.Migrations;

/// <summary>Columns of hand-written migrations: one line per column, right on both engines.</summary>
public static class ColumnTypes
{
    /// <summary>True when the migration is for PostgreSQL.</summary>
    public static bool IsPostgreSql(this MigrationBuilder migration) =>
        migration.ActiveProvider?.Contains("Npgsql", StringComparison.Ordinal) == true;

    /// <summary>The schema of a service's tables; SQLite has none.</summary>
    public static string? InSchema(this MigrationBuilder migration, string schema) => migration.IsPostgreSql() ? schema : null;

    /// <summary>A <c>bigint</c> that the database numbers.</summary>
    public static OperationBuilder<AddColumnOperation> Identity(this ColumnsBuilder table, MigrationBuilder migration, string name = "id") =>
        migration.IsPostgreSql()
            ? table.Column<long>("bigint", name: name, nullable: false)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn)
            : table.Column<long>("INTEGER", name: name, nullable: false).Annotation("Sqlite:Autoincrement", true);

    /// <summary>A <c>bigint</c>.</summary>
    public static OperationBuilder<AddColumnOperation> Long(this ColumnsBuilder table, MigrationBuilder migration, string name, bool nullable = false) =>
        table.Column<long>(migration.IsPostgreSql() ? "bigint" : "INTEGER", name: name, nullable: nullable);

    /// <summary>A UUID.</summary>
    public static OperationBuilder<AddColumnOperation> Uuid(this ColumnsBuilder table, MigrationBuilder migration, string name, bool nullable = false) =>
        table.Column<Guid>(migration.IsPostgreSql() ? "uuid" : "TEXT", name: name, nullable: nullable);

    /// <summary>An <c>integer</c>.</summary>
    public static OperationBuilder<AddColumnOperation> Int(this ColumnsBuilder table, MigrationBuilder migration, string name, bool nullable = false) =>
        table.Column<int>(migration.IsPostgreSql() ? "integer" : "INTEGER", name: name, nullable: nullable);

    /// <summary>True or false.</summary>
    public static OperationBuilder<AddColumnOperation> Flag(this ColumnsBuilder table, MigrationBuilder migration, string name) =>
        table.Column<bool>(migration.IsPostgreSql() ? "boolean" : "INTEGER", name: name, nullable: false);

    /// <summary>Text of any length.</summary>
    public static OperationBuilder<AddColumnOperation> Text(this ColumnsBuilder table, MigrationBuilder migration, string name, bool nullable = false) =>
        table.Column<string>(migration.IsPostgreSql() ? "text" : "TEXT", name: name, nullable: nullable);

    /// <summary>Text that is sorted byte by byte, as SQLite does: for columns that lists are ordered by.</summary>
    public static OperationBuilder<AddColumnOperation> SortText(this ColumnsBuilder table, MigrationBuilder migration, string name) =>
        table.Column<string>(migration.IsPostgreSql() ? "text" : "TEXT", name: name, nullable: false, collation: migration.IsPostgreSql() ? "C" : null);

    /// <summary>Bytes of any number.</summary>
    public static OperationBuilder<AddColumnOperation> Bytes(this ColumnsBuilder table, MigrationBuilder migration, string name, bool nullable = false) =>
        table.Column<byte[]>(migration.IsPostgreSql() ? "bytea" : "BLOB", name: name, nullable: nullable);

    /// <summary>An instant in UTC with microseconds.</summary>
    public static OperationBuilder<AddColumnOperation> Instant(this ColumnsBuilder table, MigrationBuilder migration, string name, bool nullable = false) =>
        table.Column<DateTime>(migration.IsPostgreSql() ? "timestamp with time zone" : "TEXT", name: name, nullable: nullable);
}
