namespace Seaworthy.Messaging;

/// <summary>What came of a turn.</summary>
/// <param name="IsMine">False when another process has the turn.</param>
/// <param name="Sent">How many were taken.</param>
/// <param name="Refused">How many were not.</param>
/// <param name="Why">Why the first of these was not.</param>
internal readonly record struct RelayTurn(bool IsMine, int Sent, int Refused, string? Why);
