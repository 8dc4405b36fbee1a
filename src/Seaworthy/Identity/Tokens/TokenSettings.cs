using Seaworthy.Hosting.Settings;

namespace Seaworthy.Identity.Tokens;

/// <summary>The layer's own access tokens (R9); in force where the application says <c>AddTokens()</c>.</summary>
public sealed class TokenSettings
{
    /// <summary>Who issues them, the claim <c>iss</c>. Default <c>seaworthy</c>.</summary>
    public string Issuer { get; set; } = "seaworthy";

    /// <summary>
    /// For whom they are, the claim <c>aud</c>: a token for another service is refused. Null (default): the service's name. Services that are
    /// to accept each other's tokens have the same one, and then a subject must be the same person in all of them.
    /// </summary>
    public string? Audience { get; set; }

    /// <summary>Seconds until one expires. Default 900, which is the most.</summary>
    [InRange(30, 900)]
    public int LifetimeSeconds { get; set; } = 900;

    /// <summary>
    /// The part of a token's life, in percent of it, at whose beginning answers carry the next one in <c>X-Access-Token</c>, where the service keeps accounts and
    /// the session is alive. Default 25; 0 for never.
    /// </summary>
    [InRange(0, 50)]
    public int RenewPercent { get; set; } = 25;

    /// <summary>Seconds by which the clocks of two processes may differ. Default 5.</summary>
    [InRange(0, 60)]
    public int SkewSeconds { get; set; } = 5;

    /// <summary>Seconds for which a token that was verified is not verified again. Default 60; 0 for never.</summary>
    [InRange(0, 60)]
    public int RememberSeconds { get; set; } = 60;

    /// <summary>How many verified tokens are remembered at most; more are verified each time. Default 10,000.</summary>
    [InRange(0, 1_000_000)]
    public int RememberMost { get; set; } = 10_000;

    /// <summary>Days for which a key signs. Its successor is published an hour before. Default 30.</summary>
    [InRange(1, 365)]
    public int RotateDays { get; set; } = 30;

    /// <summary>
    /// Where the keys are that all processes share: <c>file</c> (default), or <c>database</c>, the one that <c>DATABASE_URL</c> names, in a schema
    /// <c>seaworthy</c>; then <see cref="Secret"/> is required.
    /// </summary>
    public KeyPlace Keys { get; set; }

    /// <summary>The file that holds the keys, the same for all processes. Null (default): <c>token-keys.json</c> in the data folder.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// Encrypts them: 32 characters or more; <c>openssl rand -hex 32</c> makes one. <c>JWT_SECRET</c>, <c>JWT_SECRET_KEY</c> or
    /// <c>SECRET_KEY</c> of the documents. Null (default): the file is plain, and only its owner may read it.
    /// </summary>
    [Secret(MinLength = 32)]
    public string? Secret { get; set; }
}
