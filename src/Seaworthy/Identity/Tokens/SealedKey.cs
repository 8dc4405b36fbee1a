namespace Seaworthy.Identity.Tokens;

/// <summary>A key as it is kept: what <see cref="KeySeal"/> made of it.</summary>
/// <param name="Id">The <c>kid</c>.</param>
/// <param name="SignsFrom">When it begins to sign.</param>
/// <param name="Key">The private key, closed.</param>
internal sealed record SealedKey(string Id, DateTimeOffset SignsFrom, string Key);
