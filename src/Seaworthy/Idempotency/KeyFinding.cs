namespace Seaworthy.Idempotency;

/// <summary>What a store says of a key.</summary>
internal enum KeyState
{
    /// <summary>Nobody has it: it is this request's now.</summary>
    Free,

    /// <summary>A request with it is under way.</summary>
    InFlight,

    /// <summary>A request with it was answered.</summary>
    Answered,

    /// <summary>A request with it asked for something else.</summary>
    OtherRequest,

    /// <summary>A request with it ended, and nobody knows what it did.</summary>
    Unknown,
}

/// <summary>The same with the answer, where there is one.</summary>
internal readonly record struct KeyFinding(KeyState State, StoredAnswer? Answer = null)
{
    public static KeyFinding Free => new(KeyState.Free);

    public static KeyFinding InFlight => new(KeyState.InFlight);

    public static KeyFinding Unknown => new(KeyState.Unknown);

    /// <summary>An answer is shown to whoever asks for the same thing, and to nobody else.</summary>
    public static KeyFinding Of(bool isSameRequest, StoredAnswer? answer) =>
        !isSameRequest ? new(KeyState.OtherRequest) : answer is null ? Unknown : new(KeyState.Answered, answer);
}
