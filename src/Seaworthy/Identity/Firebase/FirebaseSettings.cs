using Seaworthy.Hosting.Settings;

namespace Seaworthy.Identity.Firebase;

/// <summary>ID tokens of Firebase that are exchanged for the layer's own (R9, R10); off unless a project is named.</summary>
public sealed class FirebaseSettings
{
    /// <summary>Id of the project whose users may sign in: the claim <c>aud</c>. Null (default): nobody can.</summary>
    public string? Project { get; set; }

    /// <summary>Who issues the tokens, the claim <c>iss</c>. Null (default): <c>https://securetoken.google.com/</c> and the project.</summary>
    public string? Issuer { get; set; }

    /// <summary>
    /// Where the issuer's keys are, as JWKS; fetched as an <c>Outgoing</c> address is. Default Google's. Null is not possible.
    /// </summary>
    public string KeysUrl { get; set; } = "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com";

    /// <summary>Seconds after which the issuer may be asked again for a key that it did not have. Default 30.</summary>
    [InRange(1, 3600)]
    public int AskAgainSeconds { get; set; } = 30;
}
