using Microsoft.Extensions.Logging.Abstractions;
using Seaworthy.RateLimiting;
using Seaworthy.Redis;

namespace Seaworthy.IntegrationTests.RateLimiting;

/// <summary>What one process has of shared limits: a client of its own, its own memory, its own clock.</summary>
internal sealed class LimitNode : IAsyncDisposable
{
    private static readonly KeyedHash Hash = KeyedHash.Random();
    private readonly RedisRateLimitStore _store;
    private readonly LimitCalls _calls;
    private readonly LimitClock _clock;

    private LimitNode(RedisClient client, TimeProvider time, TimeSpan patience)
    {
        Client = client;
        _clock = new LimitClock(time);
        var (table, told) = (new LimitTable(10_000), new AwayTold(client.Data, _clock, NullLogger<AwayTold>.Instance));
        var (known, away) = (new KnownRefusals(table), new LimitsAway(table));
        var answers = new LimitAnswers(known, away, Counts, told);
        _calls = new LimitCalls(client.Data, answers, _clock, time, patience, Counts);
        _store = new RedisRateLimitStore(_calls, known, answers, Counts);
    }

    public RedisClient Client { get; }

    public SharedLimitCounts Counts { get; } = new();

    /// <summary>A node that waits for its decisions as long as a busy machine may take, unless a test says otherwise.</summary>
    public static async Task<LimitNode> StartAsync(RedisServer server, TimeProvider? time = null, TimeSpan? patience = null)
    {
        var node = new LimitNode(await server.ConnectAsync(), time ?? TimeProvider.System, patience ?? TimeSpan.FromSeconds(10));
        await new LimitWarmUp(node._calls, node._clock).StartAsync(CancellationToken.None);
        return node;
    }

    public static LimitPolicy Policy(string name, LimitSpec spec, LimitWhenAway away = LimitWhenAway.Share, int nodes = 1) =>
        new(name, spec, Hash.Of(name), new LimitCounts("test", name)) { WhenAway = away, Nodes = nodes };

    /// <summary>Somebody with a name, whom all nodes know by it.</summary>
    public static LimitCaller Caller(string name) => new(Hash.Of(name), 0, 0, name);

    public static LimitDecision Ask(long now, params (LimitPolicy Policy, string Caller, long Cost)[] limits)
    {
        var decision = new LimitDecision();
        decision.Begin(now);
        foreach (var (policy, caller, cost) in limits)
        {
            decision.Add(new LimitCharge(policy, cost), Caller(caller));
        }

        return decision;
    }

    /// <summary>Begins to decide; the task says whether it was decided at once.</summary>
    public ValueTask DecideAsync(LimitDecision decision) => _store.DecideAsync(decision);

    public async Task<LimitDecision> DecideAsync(params (LimitPolicy Policy, string Caller, long Cost)[] limits)
    {
        var decision = Ask(_clock.Now, limits);
        await _store.DecideAsync(decision);
        return decision;
    }

    public long Now => _clock.Now;

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _calls.Dispose();
    }
}
