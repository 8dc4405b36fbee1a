namespace Seaworthy.Identity.ApiKeys;

/// <summary>Why a key is refused.</summary>
internal enum ApiKeyFault
{
    /// <summary>It is none, its secret is wrong, or it was revoked: a stranger is not told which.</summary>
    Invalid,

    /// <summary>It has come to its end.</summary>
    Expired,

    /// <summary>It came with another key or with a token: whoever stands in front may have checked the other one.</summary>
    NotAlone,
}
