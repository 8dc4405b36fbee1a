namespace Seaworthy.Messaging;

/// <summary>What waits to be sent.</summary>
/// <param name="Count">How many; counted to a bound.</param>
/// <param name="Since">When the first of them was published; null for none.</param>
internal readonly record struct WaitingEvents(int Count, DateTime? Since);
