using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Signatures;

/// <summary>
/// Nonces of this process alone. When it has as many as it may it knows nothing of a new one: forgetting an old one would let that request in a second time.
/// </summary>
internal sealed class ProcessNonces(int most, TimeProvider time) : INonceStore
{
    // Guards both below. Behind one of a long life others wait to be forgotten; none is forgotten early.
    private readonly Lock _lock = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly Queue<(UInt128 Id, long End)> _ends = new();

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _seen.Count;
            }
        }
    }

    public ValueTask<NonceState> RememberAsync(string key, string nonce, TimeSpan life) => new(Remember(key, nonce, life));

    public NonceState Remember(string key, string nonce, TimeSpan life)
    {
        var id = IdOf(key, nonce);
        lock (_lock)
        {
            Forget();
            if (_seen.Contains(id))
            {
                return NonceState.Seen;
            }

            if (_seen.Count >= most)
            {
                return NonceState.Unknown;
            }

            _seen.Add(id);
            _ends.Enqueue((id, time.GetTimestamp() + (long)(life.TotalSeconds * time.TimestampFrequency)));
            return NonceState.New;
        }
    }

    private void Forget()
    {
        var now = time.GetTimestamp();
        while (_ends.TryPeek(out var oldest) && oldest.End <= now)
        {
            _ends.Dequeue();
            _seen.Remove(oldest.Id);
        }
    }

    // Neither has a line's end in it, so that no two pairs are one text.
    private static UInt128 IdOf(string key, string nonce) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{nonce}")));
}
