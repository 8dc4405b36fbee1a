namespace Seaworthy.Leaks;

/// <summary>What the end of one piece of a text says of the beginning of the next; nothing by default.</summary>
/// <param name="Member">A member whose value is a secret, and not over yet; null for none.</param>
/// <param name="IsInside">Whether the next piece begins in the middle of it; otherwise only its name was written.</param>
internal readonly record struct LeakRest(string? Member, bool IsInside);
