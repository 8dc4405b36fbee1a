using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Hosting;

namespace Seaworthy.IntegrationTests.Data;

[Trait("Requirement", "R27")]
public abstract class MigrationTests(string engine) : IAsyncLifetime
{
    private GroceryData _data = null!;

    public async Task InitializeAsync() => _data = await GroceryData.CreateAsync(engine);

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Fact]
    public async Task Up_down_and_up_again_leave_what_the_model_says()
    {
        var database = _data.Database;
        await database.MigrateUpAsync(null, default);
        (await DifferencesAsync()).ShouldBeEmpty();

        (await database.MigrateDownAsync("0", default)).Count.ShouldBe((await database.MigrationsAsync(default)).Count);
        (await TablesAsync()).ShouldBeEmpty();

        await database.MigrateUpAsync(null, default);
        (await DifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Down_undoes_the_newest_only()
    {
        var database = _data.Database;
        await database.MigrateUpAsync(null, default);

        var undone = await database.MigrateDownAsync(null, default);

        var states = await database.MigrationsAsync(default);
        undone.ShouldBe([states[^1].Id]);
        states.Where(state => !state.Applied).Select(state => state.Id).ShouldBe(undone);
        (await database.MigrateUpAsync(null, default)).ShouldBe(undone);
    }

    [Fact]
    public async Task Up_to_a_name_stops_there_and_an_unknown_name_lists_the_known_ones()
    {
        var database = _data.Database;
        (await database.MigrateUpAsync("catalogue", default)).Count.ShouldBe(1);

        var error = await Should.ThrowAsync<ArgumentException>(database.MigrateUpAsync("nothing", default));
        error.Message.ShouldContain("OrdersAndSummary");
    }

    [Fact]
    public async Task A_script_touches_nothing_and_holds_what_would_run()
    {
        var script = await _data.Database.ScriptAsync(null, default);

        script.ShouldContain("CREATE TABLE");
        script.ShouldContain("idx_products_active_created");
        (await TablesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_that_start_together_apply_each_migration_once()
    {
        var starts = Enumerable.Range(0, 4).Select(_ => Task.Run(() => _data.Database.MigrateUpAsync(null, default)));

        var applied = (await Task.WhenAll(starts)).SelectMany(ids => ids).ToList();

        applied.ShouldBe((await _data.Database.MigrationsAsync(default)).Select(state => state.Id));
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public async Task Indexes_have_the_documents_names_and_leading_columns()
    {
        await _data.Database.MigrateUpAsync(null, default);
        var indexes = await IndexesAsync();

        indexes["idx_products_category_id"][0].ShouldBe("category_id");
        indexes["idx_products_active_created"].Take(2).ShouldBe(["is_active", "created_at"]);
        indexes["idx_users_email"].ShouldBe(["email"]);
        indexes["idx_users_uid"].ShouldBe(["uid"]);
    }

    protected GroceryData Data => _data;

    /// <summary>Column names by index name.</summary>
    protected abstract Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> IndexesAsync();

    /// <summary>Columns as <c>table.column nullable</c>, the view's included.</summary>
    protected abstract Task<IReadOnlyList<string>> ColumnsAsync();

    private async Task<IReadOnlyList<string>> TablesAsync() => [.. (await ColumnsAsync()).Select(column => column.Split('.')[0]).Distinct()];

    protected async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await _data.Database.Sql.OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var rows = new List<string>();
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        await using var context = _data.Database.Lease();
        var model = context.GetService<IDesignTimeModel>().Model;
        var expectedColumns = model.GetEntityTypes().SelectMany(entity => entity.GetProperties().Select(property =>
            $"{entity.GetTableName() ?? entity.GetViewName()}.{property.GetColumnName()}{Nullability(entity, property)}"));
        var expectedIndexes = model.GetEntityTypes().SelectMany(entity => entity.GetIndexes())
            .Select(index => $"{index.GetDatabaseName()}({string.Join(',', index.Properties.Select(property => property.GetColumnName()))})");
        var columns = await ColumnsAsync();
        var indexes = (await IndexesAsync()).Select(index => $"{index.Key}({string.Join(',', index.Value)})");
        return [.. Differ("column", expectedColumns, columns), .. Differ("index", expectedIndexes, indexes)];
    }

    // A view's columns can hold anything, whatever the model says of them.
    private static string Nullability(IReadOnlyEntityType entity, IReadOnlyProperty property) =>
        entity.GetTableName() is not null && property.IsNullable ? " null" : "";

    private static IEnumerable<string> Differ(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (inModel, inDatabase) = (expected.ToHashSet(), found.ToHashSet());
        return inModel.Except(inDatabase).Select(missing => $"{what} {missing} is in the model only")
            .Concat(inDatabase.Except(inModel).Select(extra => $"{what} {extra} is in the database only"));
    }
}

public sealed class Migrations_on_SQLite() : MigrationTests("sqlite")
{
    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_with_a_line_that_names_PostgreSQL()
    {
        await Data.Database.MigrateUpAsync(null, default);
        await using var another = Data.Another();
        var database = another.Services.GetRequiredService<IServiceDatabase>();

        var error = await Should.ThrowAsync<DatabaseSettingException>(database.PingAsync(default));

        error.Message.ShouldContain("in use by another process");
        error.Message.ShouldContain("postgresql://");
    }

    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> IndexesAsync() =>
        (await QueryAsync("""
            select m.name || ':' || group_concat(i.name, ',') from sqlite_master m, pragma_index_info(m.name) i
            where m.type = 'index' and m.name like 'idx_%' group by m.name
            """)).ToDictionary(row => row.Split(':')[0], row => (IReadOnlyList<string>)row.Split(':')[1].Split(','));

    protected override async Task<IReadOnlyList<string>> ColumnsAsync() => await QueryAsync("""
        select m.name || '.' || c.name || case when c."notnull" or m.type = 'view' or c.pk then '' else ' null' end
        from sqlite_master m, pragma_table_info(m.name) c
        where m.type in ('table', 'view') and m.name not like 'sqlite_%' and m.name <> '__migrations'
        """);
}

[Trait("Server", "PostgreSQL")]
public sealed class Migrations_on_PostgreSQL() : MigrationTests("postgresql")
{
    [Fact]
    public async Task Two_processes_that_migrate_at_once_apply_each_migration_once()
    {
        await using var another = Data.Another();
        var other = another.Services.GetRequiredService<IServiceDatabase>();

        var applied = await Task.WhenAll(Data.Database.MigrateUpAsync(null, default), other.MigrateUpAsync(null, default));

        applied.SelectMany(ids => ids).ShouldBe((await Data.Database.MigrationsAsync(default)).Select(state => state.Id));
    }

    [Fact]
    [Trait("Requirement", "R31")]
    public async Task Connections_have_a_statement_timeout_and_speak_UTC()
    {
        (await QueryAsync("select current_setting('statement_timeout')")).ShouldBe(["30s"]);
        (await QueryAsync("select current_setting('timezone')")).ShouldBe(["UTC"]);
    }

    [Fact]
    [Trait("Requirement", "R31")]
    public async Task With_no_bound_a_statement_of_two_seconds_is_answered()
    {
        await using var another = Data.Another(("Seaworthy:Database:StatementTimeoutMs", "0"));
        await using var connection = await another.Services.GetRequiredService<ServiceDatabase<GroceryDb>>().Sql.OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "select 'answered' from pg_sleep(2)";

        (await command.ExecuteScalarAsync()).ShouldBe("answered");
    }

    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> IndexesAsync() =>
        (await QueryAsync("""
            select i.relname || ':' || string_agg(a.attname, ',' order by k.n)
            from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace s on s.oid = i.relnamespace
            cross join lateral unnest(x.indkey) with ordinality k(attnum, n)
            join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
            where s.nspname = 'grocery' and i.relname like 'idx_%' group by i.relname
            """)).ToDictionary(row => row.Split(':')[0], row => (IReadOnlyList<string>)row.Split(':')[1].Split(','));

    protected override async Task<IReadOnlyList<string>> ColumnsAsync() => await QueryAsync("""
        select c.table_name || '.' || c.column_name || case when c.is_nullable = 'YES' and t.table_type <> 'VIEW' then ' null' else '' end
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'grocery' and c.table_name <> '__migrations'
        """);
}
