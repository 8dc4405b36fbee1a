namespace Seaworthy.Redis.Connection;

/// <summary>What a call makes of its reply.</summary>
internal enum ReplyShape
{
    /// <summary>That it is no error: 1.</summary>
    Done,

    /// <summary>The integer.</summary>
    Integer,

    /// <summary>A string, copied into the caller's memory: its length, -1 for none.</summary>
    Bytes,

    /// <summary>A string, written into the caller's writer: 1, 0 for none.</summary>
    Written,

    /// <summary>Integers, copied into the caller's memory: how many.</summary>
    Integers,

    /// <summary>What the server says of itself: 1, 0 for a replica.</summary>
    Role,

    /// <summary>One string or several, shown to the caller's receiver on the reader loop.</summary>
    Values,
}
