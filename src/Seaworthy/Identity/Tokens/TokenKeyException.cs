namespace Seaworthy.Identity.Tokens;

/// <summary>The token keys cannot be used. Nothing is issued or accepted with keys that nobody can vouch for.</summary>
public sealed class TokenKeyException(string place, Exception cause) : IOException(
    $"{place} cannot be read. Set Seaworthy:Identity:Tokens:Secret (or JWT_SECRET) to what it was when it was written; or take it away: new keys are made, and everybody signs in again.",
    cause);
