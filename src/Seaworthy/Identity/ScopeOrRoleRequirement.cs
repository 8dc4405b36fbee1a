using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Identity;

/// <summary>
/// A scope, or one of some roles. Who has a role is asked as <c>RequireRole</c> asks it, so that a service whose roles stand in its own table
/// answers here too.
/// </summary>
internal sealed class ScopeOrRoleRequirement(string scope, IReadOnlyList<string> roles) : AuthorizationHandler<ScopeOrRoleRequirement>, IAuthorizationRequirement
{
    private readonly RolesAuthorizationRequirement _roles = new(roles);

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeOrRoleRequirement requirement)
    {
        if (ScopeRequirement.Has(context.User, scope) || await HasRoleAsync(context))
        {
            context.Succeed(requirement);
        }
    }

    private async Task<bool> HasRoleAsync(AuthorizationHandlerContext context) => context.Resource is HttpContext http
        ? (await http.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(context.User, http, _roles)).Succeeded
        : roles.Any(context.User.IsInRole);
}
