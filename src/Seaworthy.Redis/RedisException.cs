namespace Seaworthy.Redis;

/// <summary>A call to Redis failed: where, why, and whether trying again can help.</summary>
public sealed class RedisException : Exception
{
    internal RedisException(RedisFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Why.</summary>
    public RedisFailure Failure { get; }

    /// <summary>First word of an error that Redis answered, such as <c>WRONGTYPE</c> or <c>LOADING</c>; null for other failures.</summary>
    public string? Code { get; internal init; }

    /// <summary>Whether the same call can succeed later without anybody changing anything.</summary>
    public bool IsTransient { get; internal init; }

    /// <summary>Whether Redis may have done what the call asked although no answer came; false when it surely has not.</summary>
    public bool MayHaveRun { get; internal init; }
}
