using Microsoft.Extensions.Logging;
using Seaworthy.Redis;

namespace Seaworthy.Caching.Shared;

/// <summary>
/// Whether the second level is there, and what it could not be told meanwhile. The first call that fails closes it for all, so that a
/// Redis that is away costs one deadline and not one for each request; <see cref="SecondLevelKeeper"/> opens it again.
/// </summary>
internal sealed class SharedLink(TagTrust trust, CacheTags tags, SecondLevelCounts counts, CacheClock clock, SecondLevelTimes times, ILogger<SharedLink> log)
{
    // Beyond it one change of everything says it all.
    private const int MostUntold = 10_000;

    // What is over sooner was a hiccup of the machine or of the network: counted, and not told.
    private const int WorthTellingMs = 250;

    private readonly Lock _gate = new(); // guards what follows
    private readonly HashSet<string> _untoldTags = new(StringComparer.Ordinal);
    private readonly HashSet<string> _untoldKeys = new(StringComparer.Ordinal);
    private TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _closedAt;
    private long _readableAt;
    private long _arrived = -1;
    private bool _hasBeenAway;
    private bool _isRefused;
    private bool _isTold;

    /// <summary>Whether Redis can be asked and told.</summary>
    public bool IsAskable => trust.IsAskable;

    /// <summary>
    /// Whether what Redis holds may be believed: while this process hears what others change. After it was away it may not at once, though it
    /// can be told already: others have changed something meanwhile, and whoever is back a moment later has not told it yet.
    /// </summary>
    public bool IsReadable => trust.IsOpen && clock.Now >= Volatile.Read(ref _readableAt);

    /// <summary>Generation of the data connection whose server is known to have forgotten nothing, see <see cref="SharedScripts.Arrive"/>; what comes over another one proves nothing. -1 for none.</summary>
    public long Arrived
    {
        get => Volatile.Read(ref _arrived);
        set => Volatile.Write(ref _arrived, value);
    }

    /// <summary>Changes that Redis has not heard of.</summary>
    public int Untold
    {
        get
        {
            lock (_gate)
            {
                return _untoldTags.Count + _untoldKeys.Count;
            }
        }
    }

    /// <summary>Complete when it is closed.</summary>
    public Task Closed
    {
        get
        {
            lock (_gate)
            {
                return _closed.Task;
            }
        }
    }

    /// <summary>A call that reads has failed. What Redis itself refused says nothing of the next call.</summary>
    public void Failed(RedisException failure)
    {
        counts.Failed();
        if (failure.Failure != RedisFailure.Server)
        {
            Close();
        }
    }

    /// <summary>A call that writes has failed. A script that Redis does not know is no failure: it was sent whole by then.</summary>
    public void FailedToWrite(RedisException failure)
    {
        Failed(failure);
        if (failure.Failure == RedisFailure.Server)
        {
            Refused();
        }
    }

    /// <summary>
    /// Redis takes no writes: its memory or its disk is full, too few replicas are there, or it is one itself by now. Others are refused as well and cannot
    /// tell what they change, though news come in as before: from here on nothing is served that was kept while they could.
    /// </summary>
    public void Refused()
    {
        Close();
        bool isFirst;
        lock (_gate)
        {
            (isFirst, _isRefused) = (!_isRefused, true);
        }

        if (isFirst)
        {
            counts.Began();
            tags.BeginEpoch(null);
        }
    }

    /// <summary>These changes could not be told; until they are, nothing is asked for either.</summary>
    public void Owe(IEnumerable<string> changed, IEnumerable<string> keys)
    {
        lock (_gate)
        {
            _untoldTags.UnionWith(changed);
            _untoldKeys.UnionWith(keys);
            if (_untoldTags.Count + _untoldKeys.Count > MostUntold)
            {
                _untoldTags.Clear();
                _untoldKeys.Clear();
                _untoldTags.Add(CacheTags.Everything);
            }
        }

        Close();
    }

    /// <summary>What is owed, for whoever tells it; taken out by this.</summary>
    public (string[] Tags, string[] Keys) TakeUntold()
    {
        lock (_gate)
        {
            var untold = (_untoldTags.ToArray(), _untoldKeys.ToArray());
            _untoldTags.Clear();
            _untoldKeys.Clear();
            return untold;
        }
    }

    /// <summary>Opens it, unless something is owed.</summary>
    public void Open()
    {
        long? away = null;
        lock (_gate)
        {
            if (_untoldTags.Count + _untoldKeys.Count > 0 || trust.IsAskable)
            {
                return;
            }

            if (_isTold)
            {
                away = clock.Now - _closedAt;
            }

            (_isTold, _isRefused) = (false, false);
            _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _readableAt, _hasBeenAway ? clock.Now + (long)times.Grace.TotalMilliseconds : 0);
            trust.IsAskable = true;
        }

        if (away is { } length)
        {
            Log.SecondLevelBack(log, length);
        }
    }

    /// <summary>Says once that it is away, when it has been for a while.</summary>
    public void Tell(Exception why)
    {
        lock (_gate)
        {
            if (_isTold || trust.IsAskable || clock.Now - _closedAt < WorthTellingMs)
            {
                return;
            }

            _isTold = true;
        }

        Log.SecondLevelAway(log, why);
    }

    private void Close()
    {
        lock (_gate)
        {
            if (trust.IsAskable)
            {
                trust.IsAskable = false;
                _hasBeenAway = true;
                _closedAt = clock.Now;
                counts.Closed();
            }

            _closed.TrySetResult();
        }
    }
}
