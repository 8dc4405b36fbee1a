using System.Data.Common;
using System.Text.Json.Nodes;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Products;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>Every shape of the keyset lists over 200,000 products: no scan, no sort, no more than twice the page read.</summary>
[Trait("Requirement", "R26")]
[Trait("Requirement", "R80")]
public abstract class PlanTests(LargeShop shop)
{
    protected const int PageSize = 20;

    [Fact]
    public async Task No_page_of_a_product_list_scans_or_sorts_or_reads_more_than_it_shows_twice()
    {
        var faults = new List<string>();
        var shapes = 0;
        var compiler = new ShapeCompiler<Product, Product>(ProductLists.V2);
        foreach (var key in Keys())
        {
            await using var context = shop.Database.Lease();
            var shape = compiler.Compile(context, key);
            faults.AddRange((await ExplainAsync(shape, Values(compiler, key))).Select(fault => $"{key}: {fault} in {shape.Sql}"));
            shapes++;
        }

        var search = new ShapeCompiler<ProductWord, Product>(ProductLists.Search);
        foreach (var kind in new[] { ShapeKind.First, ShapeKind.After })
        {
            await using var context = shop.Database.Lease();
            var slots = new object?[Slots.Count];
            slots[0] = "even";
            slots[search.CursorSlot] = At(LargeShop.Rows / 2);
            slots[search.KeySlot] = (long)(LargeShop.Rows / 2);
            var shape = search.Compile(context, new ShapeKey(kind, 0, true, 1, 0b11, PageSize + 1));
            faults.AddRange((await ExplainAsync(shape, slots)).Select(fault => $"search {kind}: {fault} in {shape.Sql}"));
        }

        faults.ShouldBeEmpty();
        shapes.ShouldBeLessThanOrEqualTo(ShapeBudget.MostWide);
    }

    [Fact]
    public async Task No_page_of_an_order_list_scans_or_sorts_or_reads_more_than_it_shows_twice()
    {
        var (mine, all) = (new ShapeCompiler<Order, Order>(OrderLists.Mine), new ShapeCompiler<Order, Order>(OrderLists.All));
        var faults = new List<string>();
        foreach (var kind in new[] { ShapeKind.First, ShapeKind.After })
        {
            var slots = new object?[Slots.Count];
            (slots[mine.CursorSlot], slots[mine.KeySlot], slots[mine.ScopeSlot]) = (At(LargeShop.Orders / 2), (long)(LargeShop.Orders / 2), 7L);
            await using var context = shop.Database.Lease();
            var shape = mine.Compile(context, new ShapeKey(kind, 0, true, 0, 0b111, PageSize + 1));
            faults.AddRange((await ExplainAsync(shape, slots)).Select(fault => $"mine {kind}: {fault} in {shape.Sql}"));
            foreach (var filters in new[] { 0UL, 1UL })
            {
                slots = new object?[Slots.Count];
                (slots[0], slots[all.CursorSlot], slots[all.KeySlot]) = ("picking", At(LargeShop.Orders / 2), (long)(LargeShop.Orders / 2));
                shape = all.Compile(context, new ShapeKey(kind, 0, true, filters, 0b111, PageSize + 1));
                faults.AddRange((await ExplainAsync(shape, slots)).Select(fault => $"all {filters} {kind}: {fault} in {shape.Sql}"));
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_without_its_index_is_found_out()
    {
        var compiler = new ShapeCompiler<Product, Product>(ProductLists.V2);
        var key = new ShapeKey(ShapeKind.First, 1, false, 0b010, 0b11, PageSize + 1);
        await using var connection = await OpenAsync();
        // Taken back at its end, for the others need the indexes.
        await using var transaction = await connection.BeginTransactionAsync();
        await LargeShop.ExecuteAsync(connection, DropPriceIndexes);

        (await ExplainAsync(connection, Compile(compiler, key), Values(compiler, key))).ShouldNotBeEmpty();
    }

    protected abstract string DropPriceIndexes { get; }

    /// <summary>What is wrong with a statement's plan.</summary>
    private protected abstract Task<IReadOnlyList<string>> ExplainAsync(DbConnection connection, CompiledShape shape, object?[] slots);

    private protected DbCommand Command(CompiledShape shape, object?[] slots, DbConnection connection, string prefix)
    {
        var command = shape.Command(connection, shop.Database.Sql, slots);
        command.CommandText = prefix + command.CommandText;
        return command;
    }

    private protected CompiledShape Compile(ShapeCompiler<Product, Product> compiler, ShapeKey key)
    {
        using var context = shop.Database.Lease();
        return compiler.Compile(context, key);
    }

    private protected ValueTask<DbConnection> OpenAsync() => shop.Database.Sql.OpenAsync(default);

    private static DateTime At(int row) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(row);

    // Filters of V2 in order: category, active, price range. Active always holds; a range asks for the order of price.
    private protected static IEnumerable<ShapeKey> Keys() =>
        from sort in Enumerable.Range(0, 3)
        from down in new[] { false, true }
        from kind in new[] { ShapeKind.First, ShapeKind.After }
        from filters in sort == 1 ? new ulong[] { 0b010, 0b011, 0b110, 0b111 } : [0b010, 0b011]
        select new ShapeKey(kind, sort, down, filters, 0b111111, PageSize + 1);

    private protected static object?[] Values(ShapeCompiler<Product, Product> compiler, ShapeKey key)
    {
        var slots = new object?[Slots.Count];
        (slots[0], slots[1], slots[2], slots[3]) = (3L, true, 100L, 1500L);
        slots[compiler.CursorSlot] = key.Sort switch { 0 => At(LargeShop.Rows / 2), 1 => 749L, _ => $"product {LargeShop.Rows / 2}" };
        slots[compiler.KeySlot] = (long)(LargeShop.Rows / 2);
        return slots;
    }

    private async Task<IReadOnlyList<string>> ExplainAsync(CompiledShape shape, object?[] slots)
    {
        await using var connection = await OpenAsync();
        return await ExplainAsync(connection, shape, slots);
    }
}

public sealed class Plans_on_SQLite(LargeShopOnSqlite shop) : PlanTests(shop), IClassFixture<LargeShopOnSqlite>
{
    protected override string DropPriceIndexes => "drop index idx_products_active_price; drop index idx_products_category_price";

    // SQLite's plan says how a table is entered; with an index that serves range and order, a page reads what it shows.
    private protected override async Task<IReadOnlyList<string>> ExplainAsync(DbConnection connection, CompiledShape shape, object?[] slots)
    {
        var steps = new List<string>();
        await using var command = Command(shape, slots, connection, "explain query plan ");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        // A list that shows another entity's rows cuts its page first and joins it then: the page itself is sorted again.
        var isCutFirst = shape.Sql.IndexOf("LIMIT ", StringComparison.Ordinal) < shape.Sql.LastIndexOf("ORDER BY", StringComparison.Ordinal);
        return
        [
            // Without a filter the newest rows are those at the end of the order's own index: that is walked, and ends with the page.
            .. steps.Where(step => step.StartsWith("SCAN", StringComparison.Ordinal) && !(isCutFirst && step == "SCAN p1") && step != "SCAN o USING INDEX idx_orders_created"),
            .. steps.Where(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) && !isCutFirst),
            .. steps.Where(step => IsPageStart(shape) && (step.StartsWith("SEARCH p USING", StringComparison.Ordinal) || step.StartsWith("SEARCH o USING", StringComparison.Ordinal)) && !step.Contains('>', StringComparison.Ordinal) && !step.Contains('<', StringComparison.Ordinal)),
        ];
    }

    // SQLite looks a up and passes over the rows of that same value; PostgreSQL looks up (a, id) and passes over none.
    private static bool IsPageStart(CompiledShape shape) => shape.Sql.Contains(") < (@", StringComparison.Ordinal) || shape.Sql.Contains(") > (@", StringComparison.Ordinal);
}

[Trait("Server", "PostgreSQL")]
public sealed class Plans_on_PostgreSQL(LargeShopOnPostgreSql shop) : PlanTests(shop), IClassFixture<LargeShopOnPostgreSql>
{
    [Fact]
    public async Task The_plan_of_the_newest_products_is_kept_and_not_made_anew_for_each_request()
    {
        const int Runs = 12; // the driver prepares at the second one, and PostgreSQL plans the first five for their values
        var compiler = new ShapeCompiler<Product, Product>(ProductLists.V2);
        var planned = new List<string>();
        // With a category or a range PostgreSQL may find that a plan for the values at hand is worth its price.
        foreach (var key in Keys().Where(key => key is { Sort: 0, Filters: 0b010 }))
        {
            var shape = Compile(compiler, key);
            await using var connection = await OpenAsync();
            for (var i = 0; i < Runs; i++)
            {
                await using var command = Command(shape, Values(compiler, key), connection, "");
                await using var rows = await command.ExecuteReaderAsync();
            }

            await using var newest = connection.CreateCommand();
            newest.CommandText = "select generic_plans from pg_prepared_statements order by prepare_time desc limit 1";
            if ((long)(await newest.ExecuteScalarAsync())! == 0)
            {
                planned.Add($"{key}: {shape.Sql}");
            }
        }

        planned.ShouldBeEmpty();
    }

    protected override string DropPriceIndexes => "drop index grocery.idx_products_active_price; drop index grocery.idx_products_category_price";

    private protected override async Task<IReadOnlyList<string>> ExplainAsync(DbConnection connection, CompiledShape shape, object?[] slots)
    {
        await using var command = Command(shape, slots, connection, "explain (analyze, format json) ");
        var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)![0]!["Plan"]!;
        return [.. Faults(plan)];
    }

    private static IEnumerable<string> Faults(JsonNode node)
    {
        var type = (string)node["Node Type"]!;
        var read = ((double)node["Actual Rows"]! + ((double?)node["Rows Removed by Filter"] ?? 0)) * (double)node["Actual Loops"]!;
        if (type is "Seq Scan" or "Sort" or "Incremental Sort" or "Bitmap Heap Scan")
        {
            yield return type;
        }

        if (read > 2 * (PageSize + 1))
        {
            yield return $"{type} reads {read} rows";
        }

        foreach (var fault in node["Plans"]?.AsArray().SelectMany(child => Faults(child!)) ?? [])
        {
            yield return fault;
        }
    }
}
