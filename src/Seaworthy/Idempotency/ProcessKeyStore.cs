namespace Seaworthy.Idempotency;

/// <summary>
/// Keys of this process alone, for handlers without a database. All keys live equally long, so they end in the order in which
/// they were kept: whoever brings a new one takes those away whose time is over. A process that ends takes its keys along.
/// </summary>
internal sealed class ProcessKeyStore(TimeSpan life, long mostBytes, TimeProvider time) : IKeyStore
{
    private const int LostBytes = 200;

    // Guards all three below.
    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, Held> _keys = [];
    private readonly Queue<(Digest Id, Held Held)> _ended = new();
    private long _bytes;

    /// <summary>How many keys are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _keys.Count;
            }
        }
    }

    public ValueTask<KeyFinding> ReserveAsync(KeyClaim claim, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Forget();
            if (!_keys.TryGetValue(claim.Id, out var held))
            {
                _keys.Add(claim.Id, new(claim.Request));
                return new(KeyFinding.Free);
            }

            return new(held.IsUnderWay && held.Request == claim.Request
                ? KeyFinding.InFlight
                : KeyFinding.Of(held.Request == claim.Request, held.Answer));
        }
    }

    public ValueTask<KeyFinding> KeepAsync(KeyClaim claim, StoredAnswer answer)
    {
        End(claim, answer);
        return new(KeyFinding.Free);
    }

    public void Release(KeyClaim claim)
    {
        lock (_lock)
        {
            _keys.Remove(claim.Id);
        }
    }

    public ValueTask LoseAsync(KeyClaim claim)
    {
        End(claim, null);
        return default;
    }

    private void End(KeyClaim claim, StoredAnswer? answer)
    {
        lock (_lock)
        {
            var held = _keys[claim.Id];
            held.End(answer, time.GetTimestamp());
            _ended.Enqueue((claim.Id, held));
            _bytes += BytesOf(held);
            Forget();
        }
    }

    private void Forget()
    {
        while (_ended.TryPeek(out var oldest) && (_bytes > mostBytes || time.GetElapsedTime(oldest.Held.EndedAt) >= life))
        {
            _ended.Dequeue();
            _keys.Remove(oldest.Id);
            _bytes -= BytesOf(oldest.Held);
        }
    }

    private static int BytesOf(Held held) => held.Answer?.MemoryBytes ?? LostBytes;

    private sealed class Held(Digest request)
    {
        public Digest Request { get; } = request;

        public bool IsUnderWay { get; private set; } = true;

        public StoredAnswer? Answer { get; private set; }

        public long EndedAt { get; private set; }

        public void End(StoredAnswer? answer, long at) => (IsUnderWay, Answer, EndedAt) = (false, answer, at);
    }
}
