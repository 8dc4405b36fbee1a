using Microsoft.Extensions.Hosting;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.Caching.Shared;

/// <summary>
/// Looks after the second level beside all requests: opens it when Redis is there, tells what was missed, asks a server that may be another one who it is, begins an epoch for each
/// new connection that news come over, and asks what became of marks whose writers may have died.
/// </summary>
internal sealed class SecondLevelKeeper(
    RedisClient redis, SharedKeys keys, SharedLink link, SharedTags shared, SecondLevel second, CacheTags tags, TagTrust trust, TagDoubts doubts, SharedClock clock,
    CacheClock local, SecondLevelCounts counts, SecondLevelTimes times, TimeProvider time) : BackgroundService
{
    // While all is well there is nothing to do but to notice a new connection and marks that are over.
    private const int WellMs = 50;

    // While it is not, requests wait for the second level to come back.
    private const int IllMs = 20;

    private long _epochs = -1; // generation of the tracked connection that the current epoch is of
    private Stand _arrived = new(-1, false, -1, -1); // what was so when the server was last asked who it is
    private long _seen = -1;
    private long _seenAt;
    private long _provedAt;

    /// <summary>Opens it before the first request where Redis is there.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryStepAsync().ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isWell = await TryStepAsync().ConfigureAwait(false);
            var pause = Task.Delay(TimeSpan.FromMilliseconds(isWell ? WellMs : IllMs), time, stoppingToken);
            await Task.WhenAny(isWell ? link.Closed : pause, pause).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryStepAsync()
    {
        try
        {
            return await StepAsync().ConfigureAwait(false);
        }
        catch (RedisException failure)
        {
            if (failure.Failure == RedisFailure.Server)
            {
                link.Refused(); // all that is called here writes
            }

            link.Tell(failure);
            return false;
        }
    }

    private async Task<bool> StepAsync()
    {
        if (!link.IsAskable)
        {
            await shared.TellUntoldAsync(second.RemoveLateAsync).ConfigureAwait(false);
        }

        var isCurrent = await FollowAsync().ConfigureAwait(false);
        if (!link.IsAskable)
        {
            // As quick as a request needs it: one that is there and slow would cost each its deadline.
            await ProveAsync(times.Call).ConfigureAwait(false);
            link.Open();
        }
        else if (local.Now - _provedAt >= SecondLevelTimes.ProveMs)
        {
            await ProveAsync(times.Patient).ConfigureAwait(false);
        }

        var due = doubts.Due(local.Now);
        if (due.Count > 0)
        {
            foreach (var marked in await shared.SettleAsync(due).ConfigureAwait(false))
            {
                doubts.Add(marked, local.Now);
            }
        }

        return isCurrent && link.IsAskable;
    }

    /// <summary>Returns when Redis has taken a write: one that reads and refuses to write answers a PING like any other.</summary>
    private async Task ProveAsync(TimeSpan timeout)
    {
        await redis.Data.SetAsync(keys.Proof.Span, "1"u8, TimeSpan.FromMilliseconds(SecondLevelTimes.ProofMs), timeout).ConfigureAwait(false);
        _provedAt = local.Now;
    }

    /// <summary>Begins an epoch when news come in over a new connection; false while it is too soon.</summary>
    private async Task<bool> FollowAsync()
    {
        var tracked = redis.Tracked!;
        await ArriveAsync(new(tracked.Generation, tracked.IsUp, redis.Data.Generation, trust.Epoch)).ConfigureAwait(false);
        var generation = _arrived.News;
        if (!_arrived.IsHeard || generation == _epochs)
        {
            return _arrived.IsHeard;
        }

        if (generation != _seen)
        {
            (_seen, _seenAt) = (generation, local.Now);
        }

        if (_epochs >= 0 && local.Now - _seenAt < times.Grace.TotalMilliseconds)
        {
            return false;
        }

        counts.Began();
        tags.BeginEpoch(tracked, generation);
        _epochs = generation;
        _arrived = _arrived with { Epoch = trust.Epoch };
        return true;
    }

    // Whatever is new may be because another server is: either connection, and what was begun because Redis said that it had been emptied, as a primary does that becomes a replica.
    private async Task ArriveAsync(Stand now)
    {
        if (now != _arrived)
        {
            clock.Heard(await shared.ArriveAsync().ConfigureAwait(false));
            link.Arrived = now.Data;
            _arrived = now;
        }
    }

    private readonly record struct Stand(long News, bool IsHeard, long Data, long Epoch);
}
