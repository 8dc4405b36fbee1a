using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.Cafe.Data.Migrations;

/// <summary>API keys of programs that call.</summary>
[DbContext(typeof(CafeDb))]
[Migration("20261127000001_ApiKeys")]
internal sealed class ApiKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateApiKeys(migrationBuilder.InSchema(CafeDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropApiKeys(migrationBuilder.InSchema(CafeDb.Schema));
}
