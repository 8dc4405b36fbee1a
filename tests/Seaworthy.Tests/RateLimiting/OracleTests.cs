using System.Globalization;
using System.Security.Cryptography;
using Seaworthy.RateLimiting;
using Xunit.Abstractions;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>Every decision of random histories is replayed by a slow and simple limiter. SEAWORTHY_SEED repeats a run.</summary>
[Trait("Requirement", "R1")]
public sealed class OracleTests(ITestOutputHelper output)
{
    private static readonly KeyedHash Hash = KeyedHash.Random();

    // The clock of these tests goes back now and then, and a place that was free meanwhile may have been given away: no two share a bucket here.
    private const int Roomy = 100_000;

    [Theory]
    [InlineData("10/minute")]
    [InlineData("7/minute")]
    [InlineData("100/10s burst 3")]
    [InlineData("1000/s burst 40")]
    [InlineData("1/day")]
    [InlineData("10/minute sliding")]
    [InlineData("7/s sliding")]
    [InlineData("100/10s sliding")]
    [InlineData("3/day sliding")]
    public void One_limit_says_what_the_oracle_says(string text)
    {
        var random = Seeded();
        var policy = Policy(text);
        for (var run = 0; run < 40; run++)
        {
            var (table, oracle, now) = (new LimitTable(Roomy), Oracle.Of(policy.Spec), random.NextInt64(0, 3 * policy.Window));
            for (var step = 0; step < 60; step++)
            {
                now = Later(random, now, policy);
                var (client, cost) = (random.Next(3), Cost(random, policy));

                var said = table.Take(policy, Client(client), now, cost);

                said.ShouldBe(oracle.Take(client, now, cost), $"run {run}, step {step}, at {now}, cost {cost}");
            }
        }
    }

    [Fact]
    public void Several_limits_take_all_or_nothing_as_the_oracle_does()
    {
        var random = Seeded();
        LimitPolicy[] policies = [Policy("20/minute burst 5"), Policy("8/10s sliding"), Policy("30/minute"), Policy("4/10s shadow")];
        for (var run = 0; run < 40; run++)
        {
            var (store, now) = (new ProcessRateLimitStore(new LimitTable(Roomy)), 0L);
            var oracles = policies.Select(policy => Oracle.Of(policy.Spec)).ToArray();
            var decision = new LimitDecision();
            for (var step = 0; step < 60; step++)
            {
                now = Later(random, now, policies[0]);
                var client = random.Next(2);
                var costs = policies.Select(_ => (long)random.Next(1, 4)).ToArray();
                decision.Begin(now);
                for (var i = 0; i < policies.Length; i++)
                {
                    decision.Add(new LimitCharge(policies[i], costs[i]), Caller(client));
                }

                Decide(store, decision);

                var looks = oracles.Select((oracle, i) => oracle.Look(client, now, costs[i])).ToArray();
                decision.IsRefused.ShouldBe(looks.Where((look, i) => !look.IsTaken && !policies[i].Spec.IsShadow).Any(), $"step {step}");
                for (var i = 0; i < policies.Length; i++)
                {
                    decision[i].Reading.ShouldBe(decision.IsRefused ? looks[i] : oracles[i].Take(client, now, costs[i]), $"step {step}, {policies[i].Name}");
                }
            }
        }
    }

    [Fact]
    public void What_was_taken_and_given_back_was_never_taken()
    {
        var random = Seeded();
        foreach (var policy in (LimitPolicy[])[Policy("20/minute"), Policy("20/minute sliding")])
        {
            var (table, untouched, now) = (new LimitTable(1000), new LimitTable(1000), 0L);
            for (var step = 0; step < 200; step++)
            {
                now += random.NextInt64(policy.Window / 20);
                if (table.Take(policy, Client(0), now, 2).IsTaken)
                {
                    table.GiveBack(policy, Client(0), now, 2);
                }

                table.Take(policy, Client(0), now, 1).ShouldBe(untouched.Take(policy, Client(0), now, 1), $"step {step}");
            }
        }
    }

    internal static LimitPolicy Policy(string text)
    {
        var spec = LimitText.Parse(text, out var fault);
        fault.ShouldBeNull();
        return new(text, spec!, Hash.Of(text), new LimitCounts("", text));
    }

    internal static LimitId Client(int number) => Caller(number).Id;

    internal static LimitCaller Caller(int number) => new(Hash.Of((ulong)number, 0), (ulong)number, 0);

    /// <summary>In process a decision is there at once.</summary>
    internal static void Decide(ProcessRateLimitStore store, LimitDecision decision)
    {
        var deciding = store.DecideAsync(decision);
        if (!deciding.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("the store made somebody wait");
        }

        deciding.GetAwaiter().GetResult();
    }

    // Mostly close together, now and then far apart, at the edges of windows, and a little back: requests overtake each other.
    private static long Later(Random random, long now, LimitPolicy policy) => random.Next(10) switch
    {
        0 => now,
        1 => Math.Max(0, now - random.NextInt64(policy.Interval)),
        2 => now + random.NextInt64(3 * policy.Window),
        3 => ((now / policy.Window) + 1) * policy.Window,
        4 => (((now / policy.Window) + 1) * policy.Window) - 1,
        5 => now + policy.Interval,
        6 => now + random.NextInt64(policy.Window),
        _ => now + random.NextInt64(2 * policy.Interval),
    };

    private static long Cost(Random random, LimitPolicy policy) =>
        random.Next(4) == 0 ? random.NextInt64(1, policy.MostCost + 1) : 1;

#pragma warning disable RS0030 // a seed is told, so that the run can be repeated
    private Random Seeded()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEAWORTHY_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"SEAWORTHY_SEED={seed}");
        return new Random(seed);
    }
#pragma warning restore RS0030
}
