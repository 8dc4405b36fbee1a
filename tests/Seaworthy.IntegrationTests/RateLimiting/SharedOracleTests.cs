using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Seaworthy.RateLimiting;
using Seaworthy.Redis.Commands;
using Seaworthy.Tests.RateLimiting;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.RateLimiting;

/// <summary>
/// Nodes decide at once about the same clients over one Redis, and a slow and simple limiter replays every decision over Redis' own time.
/// SEAWORTHY_SEED repeats a run's questions.
/// </summary>
[Trait("Requirement", "R1")]
[Trait("Server", "Redis")]
public sealed class SharedOracleTests(ITestOutputHelper output)
{
    private const int DecisionsPerRun = 3200;
    private const int Clients = 12;
    private static readonly RedisScript Time = new("local t = redis.call('TIME') return t[1] * 1000000 + t[2]");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Every_decision_of_all_nodes_is_the_oracles(int nodes)
    {
        var random = Seeded();
        await using var server = await RedisServer.StartAsync();
        LimitPolicy[] policies =
        [
            LimitNode.Policy("even", new(20, 100_000) { Burst = 5 }),
            LimitNode.Policy("sliding", new(30, 150_000) { Algorithm = LimitAlgorithm.SlidingWindow }),
            LimitNode.Policy("wide", new(400, 200_000)),
            LimitNode.Policy("watched", new(4, 50_000) { IsShadow = true }),
            LimitNode.Policy("days", new(120, 10_800_000_000) { Algorithm = LimitAlgorithm.SlidingWindow }),
        ];
        var said = new ConcurrentBag<Said>();
        var running = new List<LimitNode>();
        try
        {
            for (var i = 0; i < nodes; i++)
            {
                running.Add(await LimitNode.StartAsync(server));
            }

            await Task.WhenAll(running.SelectMany(node => Enumerable.Range(0, 4).Select(_ => (node, new Random(random.Next()))))
                .Select(one => AskAsync(one.node, policies, one.Item2, DecisionsPerRun / nodes / 4, said)));

            new Replay(policies).Check([.. said]);
            said.Count(one => one.Decision.By == LimitDecider.Redis).ShouldBeGreaterThan(0);
            said.Count(one => one.Decision.By == LimitDecider.Known).ShouldBeGreaterThan(0);
            said.Count(one => one.Decision.By == LimitDecider.Away).ShouldBe(0);
            output.WriteLine($"{said.Count} decisions, {running.Sum(node => node.Counts.ByKnown)} known, {running.Sum(node => node.Counts.Calls)} calls");
        }
        finally
        {
            foreach (var node in running)
            {
                await node.DisposeAsync();
            }
        }
    }

    private static async Task AskAsync(LimitNode node, LimitPolicy[] policies, Random random, int times, ConcurrentBag<Said> said)
    {
        var time = new long[1];
        for (var i = 0; i < times; i++)
        {
            var client = random.Next(Clients);
            var chosen = policies.Where(_ => random.Next(2) == 0).DefaultIfEmpty(policies[0]).ToArray();
            var costs = chosen.Select(_ => (long)(random.Next(5) == 0 ? random.Next(2, 5) : 1)).ToArray();
            await node.Client.Data.EvaluateAsync(Time, default, default, time);
            var (before, heard) = (time[0], node.Now);
            var decision = LimitNode.Ask(node.Now, [.. chosen.Select((policy, at) => (policy, $"client {client}", costs[at]))]);
            await node.DecideAsync(decision);
            await node.Client.Data.EvaluateAsync(Time, default, default, time);
            said.Add(decision.By == LimitDecider.Redis
                ? new(decision, client, decision.RedisTime, decision.RedisTime)
                : new(decision, client, time[0], before + decision.Now - heard));
        }
    }

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

/// <summary>A decision and its moment of Redis' clock.</summary>
/// <param name="Decision">What was said.</param>
/// <param name="Client">Of whom.</param>
/// <param name="At">When Redis made it, or a moment soon after a node made it by itself.</param>
/// <param name="NotBefore">When Redis made it, or a moment that had surely come when the node did.</param>
internal sealed record Said(LimitDecision Decision, int Client, long At, long NotBefore);

/// <summary>The same history, decided by oracles.</summary>
internal sealed class Replay(LimitPolicy[] policies)
{
    private readonly Dictionary<LimitPolicy, (Oracle Oracle, long Unit)> _oracles = policies.ToDictionary(policy => policy, policy =>
    {
        // A long window is counted in milliseconds.
        var unit = policy.Spec.Algorithm == LimitAlgorithm.SlidingWindow ? SlidingWindow.UnitOf(policy.Window) : 1;
        return (Oracle.Of(policy.Spec with { Window = policy.Window / unit }), unit);
    });

    public void Check(IReadOnlyList<Said> all)
    {
        foreach (var moment in all.GroupBy(one => one.At).OrderBy(group => group.Key))
        {
            foreach (var one in moment.Where(one => one.Decision.By == LimitDecider.Known))
            {
                CheckKnown(one);
            }

            // In one call several decisions have one moment: one of those that are left must be the next. What is refused, by a limit that is
            // only watched too, changes nothing there, so that one which fits now may as well have come first.
            var left = moment.Where(one => one.Decision.By == LimitDecider.Redis)
                .OrderByDescending(one => one.Decision.IsRefused).ThenByDescending(one => Enumerable.Range(0, one.Decision.Count).Any(i => !one.Decision[i].Reading.IsTaken)).ToList();
            while (left.Count > 0)
            {
                var next = left.FirstOrDefault(Fits);
                next.ShouldNotBeNull($"at {moment.Key}: {string.Join("\n", left.Select(Show))}");
                left.Remove(next);
                Apply(next);
            }
        }
    }

    private void CheckKnown(Said one)
    {
        for (var i = 0; i < one.Decision.Count; i++)
        {
            if (one.Decision[i].Refuses)
            {
                // All that was taken by then, at a moment that may be earlier: even so it must not have fitted for as long as was said.
                var truth = Look(one, i);
                (truth.IsTaken ? 0 : truth.After).ShouldBeGreaterThanOrEqualTo(one.Decision[i].Reading.After, $"refused too long without asking: {Show(one)}");
            }
        }
    }

    private bool Fits(Said one) => Enumerable.Range(0, one.Decision.Count).All(i => Look(one, i) == one.Decision[i].Reading)
        && one.Decision.IsRefused == Enumerable.Range(0, one.Decision.Count).Any(i => one.Decision[i].Refuses);

    private void Apply(Said one)
    {
        for (var i = 0; i < one.Decision.Count && !one.Decision.IsRefused; i++)
        {
            var (oracle, unit) = _oracles[one.Decision[i].Charge.Policy];
            oracle.Take(one.Client, one.At / unit, one.Decision[i].Charge.Cost);
        }
    }

    private LimitReading Look(Said one, int i)
    {
        var (oracle, unit) = _oracles[one.Decision[i].Charge.Policy];
        var reading = oracle.Look(one.Client, one.NotBefore / unit, one.Decision[i].Charge.Cost);
        return unit == 1 ? reading : reading with { After = Math.Max(0, (reading.After * unit) - (one.NotBefore % unit)) };
    }

    private string Show(Said one) => $"{one.Decision.By} client {one.Client} refused {one.Decision.IsRefused} at {one.At}: " + string.Join("; ", Enumerable.Range(0, one.Decision.Count)
        .Select(i => $"{one.Decision[i].Charge.Policy.Name} cost {one.Decision[i].Charge.Cost} said {one.Decision[i].Reading}, oracle {Look(one, i)}"));
}
