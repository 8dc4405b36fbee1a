using System.Runtime.CompilerServices;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis.Commands;

/// <summary>Scripts. What <see cref="StringCommands"/> says of errors and timeouts holds here too.</summary>
public static class ScriptCommands
{
    /// <summary>
    /// Runs a script that answers an integer or a list of them. It is asked for by its digest; where Redis does not know it (after a
    /// restart, or <c>SCRIPT FLUSH</c>) it is sent whole, once more with the whole timeout.
    /// </summary>
    /// <param name="script">The script.</param>
    /// <param name="keys">Its <c>KEYS</c>; not to be changed before the call has ended, like all that is given here.</param>
    /// <param name="arguments">Its <c>ARGV</c>.</param>
    /// <param name="results">Room for the integers.</param>
    /// <returns>How many there were; those for which there is no room were left out.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> EvaluateAsync(
        this RedisConnection redis, RedisScript script, ReadOnlyMemory<ReadOnlyMemory<byte>> keys, ReadOnlyMemory<ReadOnlyMemory<byte>> arguments, Memory<long> results,
        TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentNullException.ThrowIfNull(script);
        try
        {
            return await Send(bySource: false);
        }
        catch (RedisException unknown) when (unknown.Code == "NOSCRIPT")
        {
            return await Send(bySource: true);
        }

        ValueTask<int> Send(bool bySource)
        {
            var call = redis.Call(ReplyShape.Integers);
            call.Numbers = results;
            redis.Send(new EvaluateCommand(script, bySource, keys.Span, arguments.Span), call, timeout, cancellationToken);
            return call.Int;
        }
    }
}
