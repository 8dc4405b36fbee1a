using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Seaworthy.Identity;

/// <summary>All of some scopes: in one claim with blanks between (RFC 9068), or in several, as <c>scope</c> or <c>scp</c>.</summary>
internal sealed class ScopeRequirement(IReadOnlyList<string> names) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        foreach (var name in names)
        {
            if (!Has(context.User, name))
            {
                return Task.CompletedTask;
            }
        }

        context.Succeed(requirement);
        return Task.CompletedTask;
    }

    public static bool Has(ClaimsPrincipal user, string name)
    {
        foreach (var claim in user.Claims)
        {
            if (claim.Type is "scope" or "scp" && Lists(claim.Value, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Lists(ReadOnlySpan<char> scopes, string name)
    {
        foreach (var range in scopes.Split(' '))
        {
            if (scopes[range].SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }
}
