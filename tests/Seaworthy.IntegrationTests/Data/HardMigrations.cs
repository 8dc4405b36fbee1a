using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>A service whose migrations ask for what ordinary ones do not: much time, and to stand outside a transaction.</summary>
internal sealed class HardModule : IModule
{
    public static ModuleInfo Info { get; } = new("hard", "Hard migrations", Dialect.Default);

    public static void AddServices(ModuleBuilder module) => module.AddDatabase<HardDb>();

    public static void MapRoutes(RouteGroupBuilder routes)
    {
    }

    /// <summary>A host of its own, as another process would be.</summary>
    public static WebApplication Build(TestDatabase database, params (string Key, string Value)[] settings) => TestApp.Build(
        builder =>
        {
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddModule<HardModule>();
        },
        app => app.UseSeaworthy(),
        [.. database.Settings, .. settings]);

    public static ServiceDatabase<HardDb> DatabaseOf(WebApplication app) => app.Services.GetRequiredService<ServiceDatabase<HardDb>>();
}

internal sealed class HardDb(DbContextOptions<HardDb> options) : DbContext(options);

[DbContext(typeof(HardDb))]
[Migration("1_Slow")]
internal sealed class Slow : Migration
{
    /// <summary>Longer than the statement timeout that the tests set, and than the second that the client adds to it.</summary>
    public const double Seconds = 1.6;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.IsPostgreSql() ? "hard." : "";
        migrationBuilder.Sql($"create table {schema}parents (id bigint primary key)");
        migrationBuilder.Sql($"create table {schema}children (id bigint primary key, parent_id bigint not null references {schema}parents (id) on delete cascade)");
        migrationBuilder.Sql($"insert into {schema}parents (id) values (1)");
        migrationBuilder.Sql($"insert into {schema}children (id, parent_id) values (1, 1)");
        if (migrationBuilder.IsPostgreSql())
        {
            migrationBuilder.Sql($"select pg_sleep({Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)})");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.IsPostgreSql() ? "hard." : "";
        migrationBuilder.Sql($"drop table {schema}children");
        migrationBuilder.Sql($"drop table {schema}parents");
    }
}

[DbContext(typeof(HardDb))]
[Migration("2_Outside")]
internal sealed class Outside : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.IsPostgreSql())
        {
            migrationBuilder.Sql("create index concurrently idx_children_parent_id on hard.children (parent_id)", suppressTransaction: true);
            return;
        }

        // How SQLite changes a column: foreign keys off, which a transaction does not allow, or the drop takes the children along.
        migrationBuilder.Sql("create table parents_new (id bigint primary key, name text)");
        migrationBuilder.Sql("insert into parents_new (id) select id from parents");
        migrationBuilder.Sql("pragma foreign_keys = 0", suppressTransaction: true);
        migrationBuilder.Sql("drop table parents");
        migrationBuilder.Sql("alter table parents_new rename to parents");
        migrationBuilder.Sql("pragma foreign_keys = 1", suppressTransaction: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.IsPostgreSql())
        {
            migrationBuilder.Sql("drop index hard.idx_children_parent_id");
        }
    }
}
