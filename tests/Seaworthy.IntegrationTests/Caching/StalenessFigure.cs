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
}
