using Seaworthy.RateLimiting;

namespace Seaworthy.Tests.RateLimiting;

[Trait("Requirement", "R1")]
public sealed class LimitTableTests
{
    private static readonly LimitPolicy Hundred = OracleTests.Policy("100/minute");

    [Theory]
    [InlineData("100/minute")]
    [InlineData("100/minute sliding")]
    public async Task At_one_moment_exactly_as_many_as_the_limit_get_through_however_many_threads_ask(string text)
    {
        var policy = OracleTests.Policy(text);
        for (var round = 0; round < 20; round++)
        {
            var table = new LimitTable(1000);

            var admitted = await RaceAsync(() => table.Take(policy, OracleTests.Client(1), 5_000_000, 1).IsTaken);

            admitted.ShouldBe(100);
        }
    }

    [Fact]
    public async Task Several_limits_in_a_race_let_through_what_the_strictest_does_and_get_the_rest_back()
    {
        var (wide, narrow) = (OracleTests.Policy("100/minute burst 60"), OracleTests.Policy("50/minute"));
        for (var round = 0; round < 20; round++)
        {
            var table = new LimitTable(1000);
            var store = new ProcessRateLimitStore(table);

            var admitted = await RaceAsync(() =>
            {
                var decision = new LimitDecision();
                decision.Begin(0);
                decision.Add(new LimitCharge(wide, 1), OracleTests.Caller(1));
                decision.Add(new LimitCharge(narrow, 1), OracleTests.Caller(1));
                OracleTests.Decide(store, decision);
                return !decision.IsRefused;
            });

            admitted.ShouldBe(50);
            table.Look(wide, OracleTests.Client(1).Under(wide), 0, 1).Left.ShouldBe(9);
        }
    }

    [Fact]
    public void A_full_table_forgets_whoever_owes_for_the_shortest_time()
    {
        var table = new LimitTable(100);
        for (var i = 0; i < 100; i++)
        {
            table.Take(Hundred, OracleTests.Client(-1), 0, 1).IsTaken.ShouldBeTrue();
        }

        for (var client = 0; client < 10_000; client++)
        {
            table.Take(Hundred, OracleTests.Client(client), 0, 1).IsTaken.ShouldBeTrue();
        }

        table.Take(Hundred, OracleTests.Client(-1), 0, 1).IsTaken.ShouldBeFalse();
        table.Used.ShouldBe(table.Places);
        table.Forgotten.ShouldBeInRange(10_000 - table.Places, 10_000);
    }

    [Theory]
    [InlineData("100/minute", 600_000)]
    [InlineData("100/minute sliding", 120_000_000)]
    public void Who_owes_nothing_any_more_makes_room_and_nobody_is_forgotten(string text, long paid)
    {
        var (table, policy) = (new LimitTable(100), OracleTests.Policy(text));
        for (var client = 0; client < 10_000; client++)
        {
            table.Take(policy, OracleTests.Client(client), client * paid, 1).Left.ShouldBe(99);
        }

        table.Forgotten.ShouldBe(0);
    }

    [Fact]
    public void A_million_clients_fit_into_96_megabytes_and_fewer_than_one_of_a_thousand_is_forgotten()
    {
        const int Clients = 1_000_000;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var table = new LimitTable(Clients);
        for (var client = 0; client < Clients; client++)
        {
            table.Take(Hundred, OracleTests.Client(client), 0, 1);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(96_000_000);
        table.Forgotten.ShouldBeLessThan(Clients / 1_000);
        Enumerable.Range(0, Clients).Count(client => table.Look(Hundred, OracleTests.Client(client), 0, 1).Left == 98).ShouldBe(Clients - (int)table.Forgotten);
    }

    [Fact]
    public void A_decision_allocates_nothing()
    {
        var store = new ProcessRateLimitStore(new LimitTable(1000));
        var decision = new LimitDecision();
        LimitCharge[] charges = [new(Hundred, 1), new(OracleTests.Policy("50/minute sliding"), 1)];
        Decide(100); // what is known from now on

        var least = long.MaxValue;
        for (var batch = 0; batch < 5; batch++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Decide(10_000);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before); // what the runtime does on this thread only adds
        }

        least.ShouldBe(0);

        void Decide(int times)
        {
            for (var i = 0; i < times; i++)
            {
                decision.Begin(i);
                decision.Add(charges[0], OracleTests.Caller(i % 500));
                decision.Add(charges[1], OracleTests.Caller(i % 500));
                OracleTests.Decide(store, decision);
            }
        }
    }

    private static async Task<int> RaceAsync(Func<bool> admits)
    {
        const int Threads = 8;
        using var start = new Barrier(Threads);
        var counts = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Enumerable.Range(0, 50).Count(_ => admits());
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return counts.Sum();
    }
}
