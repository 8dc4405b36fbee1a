using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Todos.Items;
using Seaworthy.Todos.People;
using Seaworthy.Todos.Stats;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Every list of the todos with every combination of its filters, and their numbers, over 20,000 todos: each goes by the index that is meant for it.</summary>
[Trait("Requirement", "R26")]
public abstract class PlanTests(ManyTodos many)
{
    private const int Page = 20;

    // Of the filters' rows the most: a tag's, when it has two in fifty of all todos.
    private const int MostOfFilter = ManyTodos.Todos * 2 / ManyTodos.Tags;

    // By order and filters (status 1, priority 2, assignee 4, due 8): what finds the page and has its order too. The others find their filters' rows, and sort those.
    private static readonly Dictionary<(int Sort, ulong Filters), string> InOrder = new()
    {
        [(0, 0)] = "pk_todos",
        [(0, 1)] = "idx_todo_status",
        [(0, 2)] = "idx_todo_priority",
        [(0, 3)] = "idx_todo_status_priority",
        [(0, 4)] = "idx_todo_assignee",
        [(1, 0)] = "idx_todo_due_key",
        [(1, 1)] = "idx_todo_status_due",
        [(1, 2)] = "idx_todo_priority_due",
        [(1, 8)] = "idx_todo_due_key",
        [(1, 9)] = "idx_todo_status_due",
        [(1, 10)] = "idx_todo_priority_due",
    };

    private static readonly object?[] Wanted = ["pending", "urgent", 7L, At(19_300), At(ManyTodos.Todos)];

    [Fact]
    public async Task A_page_of_todos_goes_by_the_index_of_its_filters_and_its_order()
    {
        var faults = new List<string>();
        foreach (var key in Keys(sorts: 2, filters: 16).Where(key => key.Sort == 1 || key.Filters < 8))
        {
            var plan = await ExplainAsync(TodoLists.V2, key, Wanted, key.Sort == 1 ? At(19_500) : 19_500L);
            faults.AddRange(
                InOrder.TryGetValue((key.Sort, key.Filters), out var index)
                    ? PageFaults(plan, index).Concat(Bound(plan, 2 * (Page + 1))).Select(fault => $"{key}: {fault}")
                    : Faults(plan).Concat(Bound(plan, MostOfFilter)).Select(fault => $"{key}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_by_number_and_its_total_read_what_their_filters_find()
    {
        var faults = new List<string>();
        for (var filters = 0UL; filters < 8; filters++)
        {
            var page = await ExplainAsync(TodoLists.V1, new(ShapeKind.Offset, 0, true, filters, 0xFFFF), Wanted, null);
            var total = await ExplainAsync(TodoLists.V1, new(ShapeKind.Count, 0, true, filters, 0), Wanted, null);
            faults.AddRange(Faults(page, mayWalk: filters == 0).Concat(Bound(page, MostOfFilter)).Select(fault => $"page {filters}: {fault}"));

            // All todos are counted in an index, since nobody knows how many there are; and then it is kept.
            faults.AddRange(Faults(total).Concat(Bound(total, filters == 0 ? ManyTodos.Todos : MostOfFilter)).Select(fault => $"total {filters}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_one_tags_todos_reads_that_tags_rows()
    {
        var faults = new List<string>();
        foreach (var key in Keys(sorts: 1, filters: 64).Where(key => (key.Filters & 1) == 1))
        {
            var plan = await ExplainAsync(TodoLists.ByTag, key, [7L, .. Wanted], 19_500L);
            faults.AddRange(Faults(plan).Concat(Bound(plan, key.Filters == 1 ? 2 * (Page + 1) : MostOfFilter)).Select(fault => $"{key}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task People_are_listed_by_the_index_of_their_names_and_all_and_of_a_department()
    {
        var faults = new List<string>();
        foreach (var key in Keys(sorts: 1, filters: 2))
        {
            var plan = await ExplainAsync(PeopleLists.Employees, key, [7L], "e20");
            faults.AddRange(Faults(plan).Concat(Bound(plan, 2 * (Page + 1))).Select(fault => $"employees {key}: {fault}"));
            if (!plan.Steps.Any(step => step.Contains(key.Filters == 0 ? "idx_employee_name" : "idx_employee_department", StringComparison.Ordinal)))
            {
                faults.Add($"employees {key}: by another index, {string.Join("; ", plan.Steps)}");
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_todo_is_found_by_its_key()
    {
        var plan = await ExplainAsync(TodoLists.Item, new(ShapeKind.Single, 0, false, 0, 0xFFFF), [], null);

        Faults(plan).Concat(Bound(plan, 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_numbers_are_counted_in_indexes_and_no_todo_is_read_for_them()
    {
        await using var connection = await many.Database.Sql.OpenAsync(default);
        await using var command = many.Database.Sql.Command(connection, many.Get<ShowStats>().Counting(At(19_500)));
        var plan = await many.ExplainAsync(command);

        Faults(plan).ShouldBeEmpty();
        plan.Steps.Where(step => step.Contains("todos", StringComparison.Ordinal)).ShouldBe(CountingSteps);
    }

    [Fact]
    public async Task A_page_without_its_index_is_found_out()
    {
        await using var connection = await many.Database.Sql.OpenAsync(default);

        // Taken back at its end, for the others need the index.
        await using var transaction = await connection.BeginTransactionAsync();
        await using var drop = connection.CreateCommand();
        drop.CommandText = DropIndex;
        await drop.ExecuteNonQueryAsync();
        var plan = await ExplainAsync(connection, TodoLists.V2, new(ShapeKind.First, 1, false, 1, 0b111, Page + 1), Wanted, null);

        PageFaults(plan, InOrder[(1, 1)]).Concat(Bound(plan, 2 * (Page + 1))).ShouldNotBeEmpty();
    }

    /// <summary>Takes the index away of what is pending in the order in which it is due.</summary>
    protected abstract string DropIndex { get; }

    /// <summary>Where the numbers are counted.</summary>
    protected abstract string[] CountingSteps { get; }

    /// <summary>What is wrong with a plan that should find its page, in its order, by <paramref name="index"/>.</summary>
    private protected abstract IEnumerable<string> PageFaults(TodoPlan plan, string index);

    /// <summary>What is wrong with a plan that should find its rows by some index.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="mayWalk">Whether all rows in the order of their keys are what is asked for.</param>
    private protected abstract IEnumerable<string> Faults(TodoPlan plan, bool mayWalk = false);

    private static IEnumerable<string> Bound(TodoPlan plan, int most) => plan.Rows > most ? [$"reads {plan.Rows} rows, {string.Join("; ", plan.Steps)}"] : [];

    private static DateTime At(int todo) => ManyTodos.Start.AddHours(todo);

    private static IEnumerable<ShapeKey> Keys(int sorts, int filters) =>
        from sort in Enumerable.Range(0, sorts)
        from down in new[] { false, true }
        from kind in new[] { ShapeKind.First, ShapeKind.After }
        from mask in Enumerable.Range(0, filters)
        select new ShapeKey(kind, sort, down, (ulong)mask, 0b111111, Page + 1);

    private async Task<TodoPlan> ExplainAsync<TRoot, TRow>(ListDefinition<TRoot, TRow> list, ShapeKey key, object?[] values, object? cursor)
        where TRoot : class
    {
        await using var connection = await many.Database.Sql.OpenAsync(default);
        return await ExplainAsync(connection, list, key, values, cursor);
    }

    private async Task<TodoPlan> ExplainAsync<TRoot, TRow>(DbConnection connection, ListDefinition<TRoot, TRow> list, ShapeKey key, object?[] values, object? cursor)
        where TRoot : class
    {
        var compiler = new ShapeCompiler<TRoot, TRow>(list);
        await using var context = many.Database.Lease();
        var shape = compiler.Compile(context, key);
        var slots = new object?[Slots.Count];
        values.AsSpan(0, Math.Min(values.Length, compiler.CursorSlot)).CopyTo(slots);
        (slots[compiler.CursorSlot], slots[compiler.KeySlot], slots[compiler.TakeSlot], slots[compiler.SkipSlot]) = (cursor, 19_500L, Page, 2 * Page);
        await using var command = shape.Command(connection, many.Database.Sql, slots);
        return await many.ExplainAsync(command);
    }
}

public sealed class Plans_on_SQLite(ManyTodosOnSqlite many) : PlanTests(many), IClassFixture<ManyTodosOnSqlite>
{
    protected override string DropIndex => "drop index idx_todo_status_due";

    protected override string[] CountingSteps =>
        ["SCAN todos USING COVERING INDEX idx_todo_status_priority", "SEARCH todos USING COVERING INDEX idx_todo_due_date_completed (due_date<?)"];

    // The rows in the order of their keys are the table itself: that is walked from its end, or from a key, and ends with the page.
    private protected override IEnumerable<string> PageFaults(TodoPlan plan, string index) =>
        index == "pk_todos" ? plan.Steps.Where(step => step != "SCAN t" && !step.StartsWith("SEARCH t USING INTEGER PRIMARY KEY (rowid", StringComparison.Ordinal))
        : plan.Steps.Where(step => !step.Contains($"USING INDEX {index}", StringComparison.Ordinal) || (step.StartsWith("SCAN", StringComparison.Ordinal) && index != "idx_todo_due_key"));

    // Of t, and not of t0: that is a page that was cut before.
    private protected override IEnumerable<string> Faults(TodoPlan plan, bool mayWalk = false) =>
        plan.Steps.Where(step => (step == "SCAN t" && !mayWalk) || step.StartsWith("SCAN t USING", StringComparison.Ordinal) || step is "SCAN todos" or "SCAN e" or "SCAN todo_tags");
}

[Trait("Server", "PostgreSQL")]
public sealed class Plans_on_PostgreSQL(ManyTodosOnPostgreSql many) : PlanTests(many), IClassFixture<ManyTodosOnPostgreSql>
{
    protected override string DropIndex => "drop index todos.idx_todo_status_due";

    protected override string[] CountingSteps => ["Index Only Scan todos idx_todo_due_date_completed", "Index Only Scan todos idx_todo_status_priority"];

    private protected override IEnumerable<string> PageFaults(TodoPlan plan, string index) =>
        plan.Steps.Where(step => step.Trim() != "Limit" && step != $"Index Scan todos {index}");

    private protected override IEnumerable<string> Faults(TodoPlan plan, bool mayWalk = false) =>
        plan.Steps.Where(step => step.StartsWith("Seq Scan todo", StringComparison.Ordinal) || step.StartsWith("Seq Scan employees", StringComparison.Ordinal));
}
