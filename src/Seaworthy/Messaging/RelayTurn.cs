namespace Seaworthy.Messaging;

/// <summary>What came of a turn.</summary>
/// <param name="IsMine">False when another process has the turn.</param>
/// <param name="HasMore">Whether there may be more that can be sent now.</param>
/// <param name="Sent">How many were taken.</param>
/// <param name="Refused">How many were not.</param>
/// <param name="Why">Why not: what was said of the first of each key, the first few.</param>
internal readonly record struct RelayTurn(bool IsMine, bool HasMore, int Sent, int Refused, string? Why);
