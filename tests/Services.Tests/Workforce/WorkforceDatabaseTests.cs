using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Tokens;
using Seaworthy.Workforce;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Workforce's tables: what the migrations make is what the model says, and autocomplete reads little of many names.</summary>
public abstract class WorkforceDatabaseTests : IAsyncLifetime
{
    protected const int Names = 200_000;
    private const int MostRead = 500;
    private static readonly (string Name, string Columns)[] Named =
    [
        ("idx_user_email", "email"),
        ("idx_user_company_id", "company_id"),
        ("idx_workflow_history_user_id", "user_id"),
        ("idx_workflow_history_workflow_id", "workflow_id"),
        ("idx_workflow_history_status", "status"),
        ("idx_document_tenant_id", "tenant_id"),
        ("idx_document_status", "status"),
        ("idx_document_created_at", "created_at"),
        ("idx_chro_dashboard_workflow_id", "workflow_id"),
        ("idx_user_workflow_history_composite", "user_id,workflow_id,status"),
    ];

    private TestDatabase _database = null!;
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _app = TestApp.Build(
            builder =>
            {
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<WorkforceModule>();
            },
            app => app.UseSeaworthy(),
            _database.Settings);
        await Database.MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

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

    [Fact]
    [Trait("Requirement", "R26")]
    public async Task Indexes_have_the_documents_names_and_leading_columns()
    {
        var indexes = await IndexesAsync();
        foreach (var (name, columns) in Named)
        {
            indexes.Single(index => index.StartsWith(name + "(", StringComparison.Ordinal)).ShouldStartWith($"{name}({columns}");
        }
    }

    [Fact]
    [Trait("Requirement", "R80")]
    public async Task Autocomplete_reads_a_bounded_part_of_200_000_names()
    {
        foreach (var statement in Fill)
        {
            await QueryAsync(new(statement));
        }

        var prefix = Prefix;
        var sql = new SuggestionSql(new($"{prefix}user_starts", $"{prefix}user_words", "t.full_name, t.email", $"{prefix}users t on t.id = c.target_id"));
        const string End = "\U0010FFFF";
        var keys = MistypedKeys.ToFind("smiht").Cast<object?>().ToList();
        var faults = new List<string>();
        faults.AddRange(await ExplainAsync(new(sql.Begun, 1L, "s", "s" + End, 80L)));
        faults.AddRange(await ExplainAsync(new(sql.Begun, 1L, "smith", "smith" + End, 80L)));
        faults.AddRange(await ExplainAsync(new(sql.Candidates, [1L, .. Enumerable.Range(0, SuggestionSql.MostKeys).Select(i => keys[Math.Min(i, keys.Count - 1)])])));
        faults.AddRange(await ExplainAsync(new(sql.Near, [1L, 80L, .. Enumerable.Repeat(new object?[] { "smith", "smith" + End }, SuggestionSql.NearWords).SelectMany(range => range)])));

        faults.ShouldBeEmpty();
    }

    internal ServiceDatabase<WorkforceDb> Database => _app.Services.GetRequiredService<ServiceDatabase<WorkforceDb>>();

    protected abstract string Prefix { get; }

    /// <summary>Names of two words, the second the same for all of them: the worst that a beginning can be.</summary>
    protected abstract IReadOnlyList<string> Fill { get; }

    protected abstract Task<TestDatabase> CreateDatabaseAsync();

    /// <summary><c>index(column,column)</c>.</summary>
    protected abstract Task<IReadOnlyList<string>> IndexesAsync();

    /// <summary><c>table.column</c>, with <c> null</c> behind it where it may be.</summary>
    protected abstract Task<IReadOnlyList<string>> ColumnsAsync();

    /// <summary>What is wrong with a statement's plan.</summary>
    protected abstract Task<IReadOnlyList<string>> ExplainAsync(SqlStatement statement);

    protected async Task<IReadOnlyList<string>> QueryAsync(SqlStatement statement, int column = 0)
    {
        await using var connection = await Database.Sql.OpenAsync(default);
        await using var command = Database.Sql.Command(connection, statement);
        command.CommandTimeout = 300;
        var rows = new List<string>();
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(column));
        }

        return rows;
    }

    protected static IEnumerable<string> Faults(JsonNode node)
    {
        var read = ((double)node["Actual Rows"]! + ((double?)node["Rows Removed by Filter"] ?? 0)) * (double)node["Actual Loops"]!;
        if ((string)node["Node Type"]! == "Seq Scan" || read > MostRead)
        {
            yield return $"{node["Node Type"]} of {node["Relation Name"]} reads {read} rows";
        }

        foreach (var fault in node["Plans"]?.AsArray().SelectMany(child => Faults(child!)) ?? [])
        {
            yield return fault;
        }
    }

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

public sealed class WorkforceDatabase_on_SQLite : WorkforceDatabaseTests
{
    protected override string Prefix => "";

    protected override IReadOnlyList<string> Fill { get; } =
    [
        "insert into companies (id, name, industry, created_at, updated_at, version) values (1, 'Large', 'Trade', '2026-01-01', '2026-01-01', 1)",
        $"""
        insert into users (id, company_id, email, username, full_name, name_key, is_active, created_at, updated_at, version)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < {Names})
        select i, 1, 'u' || i, 'u' || i, char(97 + i % 26, 97 + i / 26 % 26, 97 + i / 676 % 26, 97 + i / 17576 % 26) || 'a Smith', 'k', 1, '2026-01-01', '2026-01-01', 1 from n
        """,
        "insert into user_starts (scope, start, target_id) select 1, lower(full_name), id from users union all select 1, 'smith', id from users",
        "insert into user_words (scope, key, word) select distinct 1, substr(lower(full_name), 1, 4), substr(lower(full_name), 1, 5) from users union select 1, substr(lower(full_name), 2, 3), substr(lower(full_name), 1, 5) from users",
        "insert into user_words (scope, key, word) values (1, 'smit', 'smith'), (1, 'smi', 'smith'), (1, 'smt', 'smith') on conflict do nothing",
        "analyze",
    ];

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override Task<IReadOnlyList<string>> IndexesAsync() => QueryAsync(new("""
        select m.name || '(' || group_concat(i.name, ',') || ')' from sqlite_master m, pragma_index_info(m.name) i
        where m.type = 'index' and m.name like 'idx_%' group by m.name
        """));

    protected override Task<IReadOnlyList<string>> ColumnsAsync() => QueryAsync(new("""
        select m.name || '.' || c.name || case when c."notnull" or c.pk then '' else ' null' end
        from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> '__migrations'
        """));

    // How each table is entered; what was cut to a few rows may be walked whole.
    protected override async Task<IReadOnlyList<string>> ExplainAsync(SqlStatement statement) =>
        [.. (await QueryAsync(statement with { Sql = "explain query plan " + statement.Sql }, column: 3))
            .Where(step => step.StartsWith("SCAN user", StringComparison.Ordinal) || step.StartsWith("SCAN t", StringComparison.Ordinal))];
}

[Trait("Server", "PostgreSQL")]
public sealed class WorkforceDatabase_on_PostgreSQL : WorkforceDatabaseTests
{
    protected override string Prefix => "workforce.";

    protected override IReadOnlyList<string> Fill { get; } =
    [
        "insert into workforce.companies (id, name, industry, created_at, updated_at, version) values (1, 'Large', 'Trade', '2026-01-01', '2026-01-01', 1)",
        $"""
        insert into workforce.users (id, company_id, email, username, full_name, name_key, is_active, created_at, updated_at, version)
        select i, 1, 'u' || i, 'u' || i, chr(97 + i % 26) || chr(97 + i / 26 % 26) || chr(97 + i / 676 % 26) || chr(97 + i / 17576 % 26) || 'a Smith', 'k', true, '2026-01-01', '2026-01-01', 1
        from generate_series(1, {Names}) i
        """,
        "insert into workforce.user_starts (scope, start, target_id) select 1, lower(full_name), id from workforce.users union all select 1, 'smith', id from workforce.users",
        "insert into workforce.user_words (scope, key, word) select distinct 1, substr(lower(full_name), 1, 4), substr(lower(full_name), 1, 5) from workforce.users union select 1, substr(lower(full_name), 2, 3), substr(lower(full_name), 1, 5) from workforce.users",
        "insert into workforce.user_words (scope, key, word) values (1, 'smit', 'smith'), (1, 'smi', 'smith'), (1, 'smt', 'smith') on conflict do nothing",
        "vacuum analyze",
    ];

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();

    protected override Task<IReadOnlyList<string>> IndexesAsync() => QueryAsync(new("""
        select i.relname || '(' || string_agg(a.attname, ',' order by k.n) || ')'
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace s on s.oid = i.relnamespace
        cross join lateral unnest(x.indkey) with ordinality k(attnum, n)
        join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
        where s.nspname = 'workforce' and i.relname like 'idx_%' group by i.relname
        """));

    protected override Task<IReadOnlyList<string>> ColumnsAsync() => QueryAsync(new("""
        select table_name || '.' || column_name || case when is_nullable = 'YES' then ' null' else '' end
        from information_schema.columns where table_schema = 'workforce' and table_name <> '__migrations'
        """));

    protected override async Task<IReadOnlyList<string>> ExplainAsync(SqlStatement statement) =>
        [.. Faults(JsonNode.Parse(string.Concat(await QueryAsync(statement with { Sql = "explain (analyze, format json) " + statement.Sql })))![0]!["Plan"]!)];
}
