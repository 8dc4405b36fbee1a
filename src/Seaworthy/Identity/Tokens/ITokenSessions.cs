namespace Seaworthy.Identity.Tokens;

/// <summary>The sessions of a service that keeps them in its database: asked whether a token's session is still alive.</summary>
internal interface ITokenSessions
{
    /// <summary>Whose they are.</summary>
    string Service { get; }

    /// <summary>For whom their tokens are.</summary>
    string Audience { get; }

    /// <summary>For how long an answer of yes may be believed.</summary>
    TimeSpan Believed { get; }

    /// <summary>Whether the session is there and has not ended.</summary>
    ValueTask<bool> IsAliveAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>What the next token of the session is to say; null when the session has ended or has come to its end.</summary>
    ValueTask<TokenRequest?> RenewAsync(string sessionId, CancellationToken cancellationToken);
}
