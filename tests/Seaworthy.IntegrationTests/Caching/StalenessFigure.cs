namespace Seaworthy.IntegrationTests.Caching;

/// <summary>What a worker counts.</summary>
internal enum StalenessFigure
{
    Reads,
    TooOld,
    WorstMicroseconds,
    Writes,
    Unmarked,
    DiedBeforeTelling,
    Made,
    Failed,

    /// <summary>1 while it has committed what it could not tell: it is cut off, so that to stop it as well would be two things at once.</summary>
    Owes,
}
