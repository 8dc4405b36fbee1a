using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Tokens;
using Seaworthy.Todos;
using Seaworthy.Todos.Data;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>
/// A team's todos after some years: 20,000, one due each hour, of which all but the newest thousand are completed, with 400 people and 50 tags. Nobody
/// calls it: its statements are explained.
/// </summary>
public abstract class ManyTodos : IAsyncLifetime
{
    public const int Todos = 20_000, Open = 1000, People = 400, Tags = 50;

    /// <summary>When the one is due whose number is 0.</summary>
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private TestDatabase _database = null!;
    private WebApplication _app = null!;

    internal ServiceDatabase<TodosDb> Database => Get<ServiceDatabase<TodosDb>>();

    protected abstract IReadOnlyList<string> Fill { get; }

    public async Task InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _app = TestApp.Build(
            builder =>
            {
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<TodosModule>();
            },
            app => app.UseSeaworthy(),
            _database.Settings);
        await Database.MigrateUpAsync(null, default);
        await using var connection = await Database.Sql.OpenAsync(default);
        foreach (var statement in Fill)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>How a statement is run.</summary>
    internal abstract Task<TodoPlan> ExplainAsync(DbCommand command);

    protected abstract Task<TestDatabase> CreateDatabaseAsync();

    /// <summary>One in fifty is urgent; each has two tags.</summary>
    /// <param name="schema">With its dot.</param>
    /// <param name="numbers">The numbers up to <c>{0}</c>, as <c>i</c>.</param>
    /// <param name="due">When todo <c>i</c> is due.</param>
    protected static IReadOnlyList<string> Rows(string schema, string numbers, string due)
    {
        string UpTo(int count) => string.Format(CultureInfo.InvariantCulture, numbers, count);
        return
        [
            $"insert into {schema}departments (id, name, name_key, version) select i, 'D' || i, 'd' || i, 1 from {UpTo(20)}",
            $"insert into {schema}employees (id, name, name_key, email, department_id, version) select i, 'E' || i, 'e' || i, 'e' || i || '@many.example', 1 + i % 20, 1 from {UpTo(People)}",
            $"insert into {schema}tags (id, name, name_key, version) select i, 'T' || i, 't' || i, 1 from {UpTo(Tags)}",
            $"""
            insert into {schema}todos (id, title, description, status, completed, priority, due_date, due_key, assignee_id, created_at, updated_at, version)
            select i, 'Todo ' || i, 'Something to be done, in some more words than its title has, as people write them down.',
                case when i <= {Todos - Open} then 'completed' when i % 2 = 0 then 'pending' else 'in_progress' end, i <= {Todos - Open},
                case when i % 50 = 0 then 'urgent' when i % 3 = 0 then 'low' when i % 3 = 1 then 'medium' else 'high' end, {due}, {due}, 1 + i * 7 % {People}, {due}, {due}, 1
            from {UpTo(Todos)}
            """,
            $"insert into {schema}todo_tags (tag_id, todo_id) select 1 + id % {Tags}, id from {schema}todos union all select 1 + (id + 7) % {Tags}, id from {schema}todos",
        ];
    }
}

/// <summary>A plan: its steps, and on PostgreSQL what it has read.</summary>
/// <param name="Steps">SQLite's own words, or node, table and index.</param>
/// <param name="Rows">The most that a step has read; null where the engine does not count.</param>
internal sealed record TodoPlan(IReadOnlyList<string> Steps, double? Rows);

public sealed class ManyTodosOnSqlite : ManyTodos
{
    protected override IReadOnlyList<string> Fill { get; } =
        [.. Rows("", "(with recursive n(i) as (select 1 union all select i + 1 from n where i < {0}) select i from n)", "datetime('2024-01-01', '+' || i || ' hours')"), "analyze"];

    internal override async Task<TodoPlan> ExplainAsync(DbCommand command)
    {
        command.CommandText = "explain query plan " + command.CommandText;
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        return new(steps, null);
    }

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

public sealed class ManyTodosOnPostgreSql : ManyTodos
{
    protected override IReadOnlyList<string> Fill { get; } = [.. Rows("todos.", "generate_series(1, {0}) i", "'2024-01-01Z'::timestamptz + i * interval '1 hour'"), "vacuum analyze"];

    internal override async Task<TodoPlan> ExplainAsync(DbCommand command)
    {
        command.CommandText = "explain (analyze, format json) " + command.CommandText;
        var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)![0]!["Plan"]!;
        var nodes = Nodes(plan).ToList();
        return new(
            nodes.ConvertAll(node => $"{node["Node Type"]} {node["Relation Name"]} {node["Index Name"]}"),
            nodes.Max(node => ((double)node["Actual Rows"]! + ((double?)node["Rows Removed by Filter"] ?? 0)) * (double)node["Actual Loops"]!));
    }

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => [node, .. node["Plans"]?.AsArray().SelectMany(child => Nodes(child!)) ?? []];
}
