namespace Seaworthy.Identity.Tokens;

/// <summary>Why a token is refused: as the caller is told, without a hint for whoever forges one.</summary>
internal enum TokenFault
{
    /// <summary>It is valid.</summary>
    None,

    /// <summary>Its form, signature, issuer, audience or key is not ours.</summary>
    Invalid,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It is not valid yet.</summary>
    NotYet,

    /// <summary>Its session has ended.</summary>
    Revoked,
}
