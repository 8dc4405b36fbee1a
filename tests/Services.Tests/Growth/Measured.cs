using System.Globalization;
using System.Text;
using Npgsql;

namespace Seaworthy.Services.Tests.Growth;

/// <summary>What each call has cost over tables of one size.</summary>
/// <param name="Rows">Of each main table.</param>
/// <param name="Depth">Pages from the root of the largest index to one of its rows, at the most.</param>
/// <param name="Costs">By the call's name, with what was asked in which state of it.</param>
internal sealed record Measured(int Rows, int Depth, IReadOnlyDictionary<string, Cost> Costs)
{
    public const string Middle = "in the middle", Last = "the last", Anew = "counted anew";

    // A page of an index leads to some 200 others; half of that where it was filled by splits.
    private const double LeastFanOut = 100;

    public Cost this[Call call] => Costs[call.Name];

    public Cost Of(Call call, string state) => Costs[$"{call.Name}, {state}"];

    /// <summary>Makes all calls, and those that lead into the depth of a list.</summary>
    public static async Task<Measured> AtAsync(CostMeter meter, NpgsqlDataSource database, int rows, IReadOnlyList<Call> deep)
    {
        await using var vacuum = database.CreateCommand("vacuum analyze");
        await vacuum.ExecuteNonQueryAsync();
        var costs = new Dictionary<string, Cost>();
        foreach (var list in (IEnumerable<Call>)[.. GrowthCalls.ByCursor, .. deep, .. GrowthCalls.WithKeptTotal, .. GrowthCalls.OfOwnRows, GrowthCalls.Deepest])
        {
            costs[list.Name] = await meter.UsualAsync(list);
        }

        foreach (var write in GrowthCalls.Writes)
        {
            costs[write.Name] = await meter.MiddleAsync(write);
        }

        // The writes have ended the totals.
        foreach (var list in GrowthCalls.WithKeptTotal)
        {
            costs[$"{list.Name}, {Anew}"] = await meter.OnceAsync(list);
        }

        return new(rows, await DepthAsync(database), costs);
    }

    /// <summary>One line for each call and size, where the variable says.</summary>
    public static async Task WriteAsync(IReadOnlyList<Measured> sizes)
    {
        if (Environment.GetEnvironmentVariable("SEAWORTHY_GROWTH_CSV") is not { } file)
        {
            return;
        }

        var lines = new StringBuilder("call,rows,statements,buffers,entries,walked,bytes\n");
        foreach (var (size, name, cost) in from size in sizes from one in size.Costs select (size, one.Key, one.Value))
        {
            lines.Append(CultureInfo.InvariantCulture, $"\"{name}\",{size.Rows},{cost.Statements},{cost.Buffers},{cost.Entries},{cost.Walked},{cost.Bytes}\n");
        }

        await File.WriteAllTextAsync(file, lines.ToString());
    }

    private static async Task<int> DepthAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select max(c.relpages) from pg_class c join pg_stat_user_indexes i on i.indexrelid = c.oid");
        return 1 + (int)Math.Ceiling(Math.Log((int)(await command.ExecuteScalarAsync())!, LeastFanOut));
    }
}
