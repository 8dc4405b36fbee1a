namespace Seaworthy.Leaks;

/// <summary>What the end of one piece of a text says of the beginning of the next.</summary>
internal enum LeakRest
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A member's name was last, and its value is a secret.</summary>
    Value,

    /// <summary>It begins in the middle of a secret string.</summary>
    Inside,
}
