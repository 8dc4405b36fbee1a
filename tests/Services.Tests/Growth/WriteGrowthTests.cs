namespace Seaworthy.Services.Tests.Growth;

/// <summary>What the main write of each service costs while its table grows to a hundred times its rows.</summary>
[Collection(nameof(GrowthCollection))]
[Trait("Requirement", "R26")]
[Trait("Requirement", "R30")]
[Trait("Server", "PostgreSQL")]
public sealed class WriteGrowthTests(GrowthHost host)
{
    private const int Few = 8;

    // What is so small that PostgreSQL walks it: tags, shelves, employees.
    private const int Around = 30;

    [Fact]
    public void A_write_asks_as_often_and_goes_deeper_by_what_indexes_are_deeper()
    {
        // Each index that learns of a row is gone through from its root.
        var deeper = (double)host.Large.Depth / host.Small.Depth;
        var faults =
            from call in GrowthCalls.Writes
            let few = host.Small[call]
            let many = host.Large[call]
            where few.Statements != many.Statements || many.Buffers > (few.Buffers * deeper) + Few || many.Rows > few.Rows + Around
            select $"{call.Name}: {few}, and then {many}";

        faults.ShouldBeEmpty();
    }
}
