namespace Seaworthy.Leaks;

/// <summary>What becomes of an answer in which a secret was found.</summary>
public enum LeakMode
{
    /// <summary>The secret is written over with asterisks, and the operator is told. Nobody waits for a part of an answer.</summary>
    Mask,

    /// <summary>Nothing of it is sent: 500. Answers of up to a MiB are held until they are whole; larger ones, events and what else is sent as it is made are masked instead.</summary>
    Block,

    /// <summary>Answers are not looked at.</summary>
    Off,
}
