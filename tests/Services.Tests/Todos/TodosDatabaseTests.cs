using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Todos.Data;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>The todos' tables: what the migrations make is what the model says.</summary>
public abstract class TodosDatabaseTests(TodosOnSqlite host)
{
    private ServiceDatabase<TodosDb> Database => host.App.App.Services.GetRequiredService<ServiceDatabase<TodosDb>>();

    [Fact]
    [Trait("Requirement", "R27")]
    public async Task Migrations_up_down_and_up_again_leave_what_the_model_says()
    {
        (await DifferencesAsync()).ShouldBeEmpty();

        await Database.MigrateDownAsync("0", default);
        (await ColumnsAsync()).ShouldBeEmpty();

        await Database.MigrateUpAsync(null, default);
        (await DifferencesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("idx_todo_status_priority", "status,priority")]
    [InlineData("idx_todo_due_date_completed", "due_date,completed")]
    [Trait("Requirement", "R26")]
    public async Task Indexes_have_the_documents_names_and_leading_columns(string name, string columns) =>
        (await IndexesAsync()).Single(index => index.StartsWith(name + "(", StringComparison.Ordinal)).ShouldStartWith($"{name}({columns}");

    [Fact]
    [Trait("Requirement", "R31")]
    public void Its_pool_has_the_documents_numbers()
    {
        var options = host.Get<ServiceProfiles>().All.Single(service => service.Name == "todos").Options.Database;

        (options.MaxPoolSize, options.LifetimeSeconds).ShouldBe((20 + 30, 1800));
    }

    /// <summary><c>index(column,column)</c>.</summary>
    protected abstract Task<IReadOnlyList<string>> IndexesAsync();

    /// <summary><c>table.column</c>, with <c> null</c> behind it where it may be.</summary>
    protected abstract Task<IReadOnlyList<string>> ColumnsAsync();

    protected Task<IReadOnlyList<string>> QueryAsync(string sql) => host.Session.ReadAsync(new SqlStatement(sql), row => row.GetString(0), default);

    private async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        await using var context = Database.Lease();
        var model = context.GetService<IDesignTimeModel>().Model;
        var columns = model.GetEntityTypes().SelectMany(entity => entity.GetProperties().Select(property =>
            $"{entity.GetTableName()}.{property.GetColumnName()}{(property.IsNullable ? " null" : "")}")).ToHashSet();
        var indexes = model.GetEntityTypes().SelectMany(entity => entity.GetIndexes())
            .Select(index => $"{index.GetDatabaseName()}({string.Join(',', index.Properties.Select(property => property.GetColumnName()))})").ToHashSet();
        columns.SymmetricExceptWith(await ColumnsAsync());
        indexes.SymmetricExceptWith(await IndexesAsync());
        return [.. columns.Concat(indexes)];
    }
}

public sealed class TodosDatabase_on_SQLite(TodosOnSqlite host) : TodosDatabaseTests(host), IClassFixture<TodosOnSqlite>
{
    protected override Task<IReadOnlyList<string>> IndexesAsync() => QueryAsync("""
        select m.name || '(' || group_concat(i.name, ',') || ')' from sqlite_master m, pragma_index_info(m.name) i
        where m.type = 'index' and m.name like 'idx_%' group by m.name
        """);

    protected override Task<IReadOnlyList<string>> ColumnsAsync() => QueryAsync("""
        select m.name || '.' || c.name || case when c."notnull" or c.pk then '' else ' null' end
        from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> '__migrations'
        """);
}

[Trait("Server", "PostgreSQL")]
public sealed class TodosDatabase_on_PostgreSQL(TodosOnPostgreSql host) : TodosDatabaseTests(host), IClassFixture<TodosOnPostgreSql>
{
    protected override Task<IReadOnlyList<string>> IndexesAsync() => QueryAsync("""
        select i.relname || '(' || string_agg(a.attname, ',' order by k.n) || ')'
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace s on s.oid = i.relnamespace
        cross join lateral unnest(x.indkey) with ordinality k(attnum, n)
        join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
        where s.nspname = 'todos' and i.relname like 'idx_%' group by i.relname
        """);

    protected override Task<IReadOnlyList<string>> ColumnsAsync() => QueryAsync("""
        select table_name || '.' || column_name || case when is_nullable = 'YES' then ' null' else '' end
        from information_schema.columns where table_schema = 'todos' and table_name <> '__migrations'
        """);
}
