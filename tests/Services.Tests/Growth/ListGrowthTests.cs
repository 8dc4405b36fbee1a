namespace Seaworthy.Services.Tests.Growth;

/// <summary>What a page costs while its table grows to a hundred times its rows.</summary>
[Collection(nameof(GrowthCollection))]
[Trait("Requirement", "R26")]
[Trait("Requirement", "R30")]
[Trait("Requirement", "R41")]
[Trait("Server", "PostgreSQL")]
public sealed class ListGrowthTests(GrowthHost host)
{
    private const int Few = 4;

    // Some pages of tables that belong to a row, which do not grow, and of the caller.
    private const int Around = 30;

    // What is counted is counted in an index, or in the table where nearly all of it counts.
    private const int RowsOfPage = 30;

    // A page by cursor reads one row more, and by it knows whether there is another page.
    private const int Read = GrowthCalls.Page + 1;

    [Fact]
    public void A_page_by_cursor_reads_its_rows_and_the_way_to_them()
    {
        var faults = Both(GrowthCalls.ByCursor, (call, size) => Faults(size[call], size, counted: 0));

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Page_1_a_page_in_the_middle_and_the_last_one_cost_the_same()
    {
        var faults =
            from call in GrowthCalls.ByCursor
            from place in (string[])[Measured.Middle, Measured.Last]
            let cost = host.Large.Of(call, place)
            let first = host.Large[call]
            where cost.Statements != first.Statements || cost.Buffers > (first.Buffers * 1.15) + Few || cost.Rows > (first.Rows * 1.15) + Few
            select $"{call.Name}: {place} {cost}, and page 1 {first}";

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_page_by_number_with_a_kept_total_costs_what_one_by_cursor_does()
    {
        var faults = Both(GrowthCalls.WithKeptTotal, (call, size) => Faults(size[call], size, counted: 0));

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_total_that_a_write_has_ended_is_counted_once()
    {
        var faults = Both(GrowthCalls.WithKeptTotal, (call, size) =>
        [
            .. Faults(size.Of(call, Measured.Anew), size, counted: size.Rows),
            .. size.Of(call, Measured.Anew).Statements == size[call].Statements + 1 ? (string[])[] : ["is not one statement more"],
        ]);

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Own_rows_are_counted_and_those_of_others_cost_nothing()
    {
        // A small table PostgreSQL may walk.
        var faults = Both(GrowthCalls.OfOwnRows, (call, size) => Faults(size[call], size, counted: size == host.Small ? size.Rows : GrowthRows.Own));

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void The_deepest_page_by_number_reads_ten_thousand_rows_and_no_more()
    {
        var cost = host.Large[GrowthCalls.Deepest];

        cost.Rows.ShouldBeLessThan(10_000 + (2 * Read) + Around);
        cost.Statements.ShouldBe(host.Large[GrowthCalls.WithKeptTotal[0]].Statements);
    }

    [Fact]
    public void No_list_asks_more_often_or_answers_with_more_because_there_are_more_rows()
    {
        var faults =
            from call in (IEnumerable<Call>)[.. GrowthCalls.ByCursor, .. GrowthCalls.WithKeptTotal, .. GrowthCalls.OfOwnRows]
            let few = host.Small[call]
            let many = host.Large[call]
            where few.Statements != many.Statements || Math.Abs(many.Bytes - few.Bytes) > few.Bytes * 0.05
            select $"{call.Name}: {few}, and then {many}";

        faults.ShouldBeEmpty();
    }

    private List<string> Both(IEnumerable<Call> calls, Func<Call, Measured, IEnumerable<string>> faults) =>
        [.. from call in calls from size in (Measured[])[host.Small, host.Large] from fault in faults(call, size) select $"{call.Name}, {size.Rows} rows: {fault}"];

    // Whoever looks for the rows that a filter leaves, or sorts them, has read them.
    private static IEnumerable<string> Faults(Cost cost, Measured size, int counted)
    {
        if (cost.Rows > (2 * Read) + Around + (1.1 * counted))
        {
            yield return $"reads {cost.Rows} rows: {cost}";
        }

        if (cost.Buffers > (4 * size.Depth) + Read + Around + (counted / RowsOfPage))
        {
            yield return $"looks at {cost.Buffers} pages: {cost}";
        }
    }
}
