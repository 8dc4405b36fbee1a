using Seaworthy.Identity.Tokens;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Access tokens of a service's accounts, for that service alone.</summary>
internal sealed class AccountTokens<TContext>(AccessTokens tokens, AccountKeeping<TContext> keeping, TimeProvider time)
{
    public SignedIn Issue(AccountRow account, Guid session, string refreshToken)
    {
        var issued = tokens.Issue(RequestFor(account, session, keeping.Profile.Audience));
        var seconds = (long)Math.Round((issued.ExpiresAt - time.GetUtcNow()).TotalSeconds);
        return new(issued.Text, "Bearer", seconds, refreshToken, AccountView.Of(account));
    }

    /// <summary>What a token says of an account.</summary>
    public static TokenRequest RequestFor(AccountRow account, Guid session, string audience) => new($"{account.PublicId}", $"{session}")
    {
        Audiences = [audience],
        Tenant = account.Tenant,
        // An e-mail that nobody has confirmed is what somebody says of himself, and no reason to find anything by it.
        Email = account.IsConfirmed ? account.Email : null,
        Roles = account.RoleList,
    };

    /// <summary>The session's access tokens are refused by this process from now on.</summary>
    public void Revoke(Guid session) => tokens.Revoke($"{session}");
}
