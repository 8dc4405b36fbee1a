using Seaworthy.Identity.Accounts;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Firebase;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Identity;

/// <summary>Who calls, and who may (R10).</summary>
public sealed class IdentitySettings
{
    /// <summary>
    /// Asks the application's own authentication and authorisation before limits, idempotency and kept answers. Default on. Off: they
    /// run behind all of these, and a caller is an address.
    /// </summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The claim that says who a caller is. Null (default): <c>sub</c>, or the name identifier that ASP.NET Core's handlers make of it.
    /// </summary>
    public string? SubjectClaim { get; set; }

    /// <summary>The claim that says for whom a caller works. Null (default): <c>tenant</c>, <c>tenant_id</c> or <c>tid</c>.</summary>
    public string? TenantClaim { get; set; }

    /// <summary>
    /// An endpoint that does not say who may call it stops the start. Default off: one warning lists them.
    /// </summary>
    public bool RequireWords { get; set; }

    /// <summary>The layer's own access tokens.</summary>
    public TokenSettings Tokens { get; } = new();

    /// <summary>Keys of programs that call.</summary>
    public ApiKeySettings ApiKeys { get; } = new();

    /// <summary>ID tokens of Firebase.</summary>
    public FirebaseSettings Firebase { get; } = new();

    /// <summary>Accounts of a service's own.</summary>
    public AccountSettings Accounts { get; } = new();
}
