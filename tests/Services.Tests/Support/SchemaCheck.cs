using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;

namespace Seaworthy.Services.Tests.Support;

/// <summary>Whether what migrations make is what a model says: columns, and indexes with their columns in their order.</summary>
/// <param name="isSqlite">Which engine is asked.</param>
internal sealed class SchemaCheck(bool isSqlite)
{
    /// <summary>Up, down, and up again.</summary>
    public async Task RunAsync<TContext>(TestApp app, string schema)
        where TContext : DbContext
    {
        var database = app.App.Services.GetRequiredService<ServiceDatabase<TContext>>();
        (await DifferencesAsync<TContext>(app, schema)).ShouldBeEmpty();

        // Jobs would look for their tables meanwhile, and find them again.
        await database.MigrateDownAsync("0", default);
        (await QueryAsync<TContext>(app, Columns(schema))).ShouldBeEmpty();

        await database.MigrateUpAsync(null, default);
        (await DifferencesAsync<TContext>(app, schema)).ShouldBeEmpty();
    }

    /// <summary><c>index(column,column)</c> of all that are there.</summary>
    public Task<IReadOnlyList<string>> IndexesAsync<TContext>(TestApp app, string schema)
        where TContext : DbContext => QueryAsync<TContext>(app, Indexes(schema));

    private async Task<IReadOnlyList<string>> DifferencesAsync<TContext>(TestApp app, string schema)
        where TContext : DbContext
    {
        await using var context = app.App.Services.GetRequiredService<ServiceDatabase<TContext>>().Lease();
        var model = context.GetService<IDesignTimeModel>().Model;
        var columns = model.GetEntityTypes().SelectMany(entity => entity.GetProperties().Select(property =>
            $"{entity.GetTableName()}.{property.GetColumnName()}{(property.IsNullable ? " null" : "")}")).ToHashSet();
        var indexes = model.GetEntityTypes().SelectMany(entity => entity.GetIndexes())
            .Select(index => $"{index.GetDatabaseName()}({string.Join(',', index.Properties.Select(property => property.GetColumnName()))})").ToHashSet();
        columns.SymmetricExceptWith(await QueryAsync<TContext>(app, Columns(schema)));
        indexes.SymmetricExceptWith(await QueryAsync<TContext>(app, Indexes(schema)));
        return [.. columns.Concat(indexes)];
    }

    private static Task<IReadOnlyList<string>> QueryAsync<TContext>(TestApp app, string sql)
        where TContext : DbContext => app.App.Services.GetRequiredService<Session<TContext>>().ReadAsync(new SqlStatement(sql), row => row.GetString(0), default);

    private string Indexes(string schema) => isSqlite
        ? """
        select m.name || '(' || group_concat(i.name, ',') || ')' from sqlite_master m, pragma_index_info(m.name) i
        where m.type = 'index' and m.name like 'idx_%' group by m.name
        """
        : $"""
        select i.relname || '(' || string_agg(a.attname, ',' order by k.n) || ')'
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace s on s.oid = i.relnamespace
        cross join lateral unnest(x.indkey) with ordinality k(attnum, n)
        join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
        where s.nspname = '{schema}' and i.relname like 'idx_%' group by i.relname
        """;

    private string Columns(string schema) => isSqlite
        ? """
        select m.name || '.' || c.name || case when c."notnull" or c.pk then '' else ' null' end
        from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> '__migrations'
        """
        : $"""
        select table_name || '.' || column_name || case when is_nullable = 'YES' then ' null' else '' end
        from information_schema.columns where table_schema = '{schema}' and table_name <> '__migrations'
        """;
}
