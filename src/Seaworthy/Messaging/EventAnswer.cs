namespace Seaworthy.Messaging;

/// <summary>What became of an event that was to be sent. One of which nothing is known yet (the default) is sent again.</summary>
public readonly record struct EventAnswer
{
    /// <summary>It is on the other side, and cannot be lost any more.</summary>
    public static EventAnswer Taken { get; } = new() { IsTaken = true };

    /// <summary>Whether it was taken.</summary>
    public bool IsTaken { get; private init; }

    /// <summary>Why it was refused; null where it was not.</summary>
    public string? Why { get; private init; }

    /// <summary>It was not taken, and will not be before something is mended.</summary>
    /// <param name="why">What, in words for an operator.</param>
    public static EventAnswer Refused(string why) => new() { Why = why };
}
