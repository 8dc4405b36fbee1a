using System.Text;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Signatures;

/// <summary>
/// Nonces of all processes together: who sets the key in Redis is the first, and there is one first. Without Redis nobody knows
/// (<see cref="SignatureWhenAway.Closed"/>), or this process what it has seen itself.
/// </summary>
internal sealed class RedisNonces(RedisConnection redis, ProcessNonces own, SignatureWhenAway whenAway, NoncesAway told) : INonceStore
{
    public async ValueTask<NonceState> RememberAsync(string key, string nonce, TimeSpan life)
    {
        // Also while Redis answers: once it is away it is too late to have seen them.
        var here = whenAway == SignatureWhenAway.Process ? own.Remember(key, nonce, life) : NonceState.Unknown;
        if (here == NonceState.Seen)
        {
            return NonceState.Seen;
        }

        try
        {
            var length = await redis.SetIfAbsentAsync(Encoding.UTF8.GetBytes($"signature:{key}:{nonce}"), "1"u8, life, existing: default);
            told.Back();
            return length < 0 ? NonceState.New : NonceState.Seen;
        }
        catch (RedisException exception)
        {
            told.Away(exception.Message);
            return here;
        }
    }
}
