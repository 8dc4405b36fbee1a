using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Seaworthy.Bench;
using Seaworthy.RateLimiting;

namespace Seaworthy.Micro;

/// <summary>
/// One way to decide about a request, in a process of its own: the quietest of many short batches, bytes per decision, and bytes per
/// client. Clients are addresses in random order; all are known before the clock runs, and none is refused unless the row says so.
/// </summary>
internal static class LimitMeasurement
{
    private const int Batch = 100_000;
    private const int Batches = 60;

    public static IReadOnlyList<(string Name, Func<int, Func<IPAddress, bool>> Make)> Rows { get; } =
    [
        ("Seaworthy, GCRA", clients => Ours(clients, "1000/minute")),
        ("Seaworthy, sliding window", clients => Ours(clients, "1000/minute sliding")),
        ("Seaworthy, two limits at once", clients => Ours(clients, "1000/minute", "900/minute burst 100")),
        ("Seaworthy, refused", clients => Ours(clients, "1/day")),
        ("in-box PartitionedRateLimiter, token bucket", _ => InBox()),
    ];

    public static int Run(string name, int clients)
    {
        var addresses = Addresses(clients);
        var held = GC.GetTotalMemory(forceFullCollection: true);
        var decide = Rows.Single(row => row.Name == name).Make(clients);
        var asked = 0;
        for (var i = 0; i < Math.Max(clients, 20 * Batch); i++)
        {
            decide(addresses[i % clients]);
        }

        held = GC.GetTotalMemory(forceFullCollection: true) - held;
        var times = new List<double>();
        var bytes = new List<double>();
        for (var batch = 0; batch < Batches; batch++)
        {
            var (started, allocated) = (TimeProvider.System.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            for (var i = 0; i < Batch; i++)
            {
                decide(addresses[asked++ % clients]);
            }

            times.Add(TimeProvider.System.GetElapsedTime(started).TotalNanoseconds / Batch);
            bytes.Add((GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Batch);
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"ROW {times.Min():0.0} {Numbers.Median(times):0.0} {Numbers.Median(bytes):0.0} {held / (double)clients:0}"));
        Environment.Exit(0); // timers of the in-box limiter
        return 0;
    }

    // All that a stage does but read the record: whose request it is, the question, the decision. The record has the time already.
    private static Func<IPAddress, bool> Ours(int clients, params string[] limits)
    {
        var hash = KeyedHash.Random();
        var charges = limits.Select(text => new LimitCharge(
            new LimitPolicy("bench", LimitText.Parse(text, out _)!, hash.Of(text), new LimitCounts("", "")), 1)).ToArray();
        var store = new ProcessRateLimitStore(new LimitTable(clients * limits.Length));
        var (decision, now) = (new LimitDecision(), 0L);

        // Each client asks every 0.1 seconds.
        var step = Math.Max(1, 100_000 / clients);
        return address =>
        {
            decision.Begin(now += step);
            var client = LimitClients.OfAddress(address, 64, hash);
            foreach (var charge in charges)
            {
                decision.Add(charge, client);
            }

            var deciding = store.DecideAsync(decision);
            deciding.GetAwaiter().GetResult();
            return !decision.IsRefused;
        };
    }

    // As its documentation shows it.
    private static Func<IPAddress, bool> InBox()
    {
        var limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetTokenBucketLimiter(
            address, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 1_000_000, TokensPerPeriod = 1_000_000, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
            }));
        return address =>
        {
            using var lease = limiter.AttemptAcquire(address);
            return lease.IsAcquired;
        };
    }

    private static IPAddress[] Addresses(int clients)
    {
        var addresses = new IPAddress[clients];
        for (var i = 0; i < clients; i++)
        {
            // Every address once, and neighbours far apart: multiplied by an odd number, modulo 2^32.
            addresses[i] = new IPAddress((uint)i * 2_654_435_761u);
        }

        return addresses;
    }
}
