using System.Globalization;
using System.Text.RegularExpressions;

namespace Seaworthy.Services.Tests.Growth;

/// <summary>What one tenant costs where there are a thousand others, and what each of them leaves behind.</summary>
[Collection(nameof(GrowthCollection))]
[Trait("Requirement", "R89")]
[Trait("Server", "PostgreSQL")]
public sealed partial class TenantGrowthTests(GrowthHost host)
{
    private const int Few = 4;
    private const int Callers = 600;
    private const long LeastMemory = 1_048_576;

    [Fact]
    public void One_of_a_thousand_asks_and_reads_what_one_of_two_does()
    {
        var deeper = host.Large.Depth - host.Small.Depth;
        var faults =
            from call in GrowthCalls.OfOwnRows
            let two = host.Small[call]
            let thousand = host.Large[call]
            where thousand.Statements != two.Statements || thousand.Buffers > two.Buffers + (deeper * two.Statements) + Few || thousand.Rows > two.Rows + GrowthCalls.Page
            select $"{call.Name}: {two}, and then {thousand}";

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tenant_leaves_no_series_of_its_own_and_what_is_kept_of_all_is_bounded()
    {
        await using var app = await host.ServeAsync(("Seaworthy:Caching:MemoryBytes", LeastMemory.ToString(CultureInfo.InvariantCulture)));
        await CallAsync(app, 1, 10);
        await SeriesAsync(app); // which has series of its own
        var few = await SeriesAsync(app);

        await CallAsync(app, 11, Callers);

        var many = await SeriesAsync(app);
        many.Keys.Except(few.Keys).ShouldBeEmpty();
        many["cache_entries"].ShouldBeGreaterThan(few["cache_entries"]);
        many["cache_entries"].ShouldBeLessThan(Callers, "the least wanted menus went");
        many["cache_bytes"].ShouldBeLessThanOrEqualTo(LeastMemory);
        many["seaworthy_rate_limit_places"].ShouldBe(few["seaworthy_rate_limit_places"]);
    }

    // Each its menu, which is kept.
    private static async Task CallAsync(TestApp app, int from, int to)
    {
        for (var tenant = from; tenant <= to; tenant++)
        {
            using var request = new Call("a menu", "/cafe/api/v1/menu-items/", GrowthRows.Owner(tenant)).Request(tenant);
            using var answer = await app.Client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
    }

    // The layer's own: those of the runtime and of Npgsql are of all that runs in this process.
    private static async Task<Dictionary<string, double>> SeriesAsync(TestApp app) =>
        Series().Matches(await app.Client.GetStringAsync("/metrics")).ToDictionary(line => line.Groups[1].Value, line => double.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^((?:seaworthy|cache|http_server)_\S+(?:\{.*\})?) (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Series();
}
