namespace Seaworthy.Signatures;

/// <summary>What becomes of signed requests while Redis does not say whether they have been here before.</summary>
public enum SignatureWhenAway
{
    /// <summary>They are refused, to be signed and sent again in a second.</summary>
    Closed,

    /// <summary>Each process refuses what it has seen itself: a request could be repeated once at every other one.</summary>
    Process,
}
