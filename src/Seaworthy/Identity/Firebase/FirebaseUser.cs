namespace Seaworthy.Identity.Firebase;

/// <summary>Whom an ID token speaks of.</summary>
/// <param name="Uid">Firebase's id: the claim <c>sub</c>.</param>
/// <param name="Email">In small letters, and only where Firebase has seen that it is theirs.</param>
/// <param name="Name">For people; null where they did not say.</param>
/// <param name="Expires">When the token ends.</param>
internal sealed record FirebaseUser(string Uid, string? Email, string? Name, DateTimeOffset Expires);
