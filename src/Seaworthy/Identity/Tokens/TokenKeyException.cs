namespace Seaworthy.Identity.Tokens;

/// <summary>The file of token keys cannot be used. Nothing is issued or accepted with keys that nobody can vouch for.</summary>
public sealed class TokenKeyException(string path, Exception cause) : IOException(
    $"{path} cannot be read. Set Seaworthy:Identity:Tokens:Secret (or JWT_SECRET) to what it was when the file was written; or take the file away: new keys are made, and everybody signs in again.",
    cause);
