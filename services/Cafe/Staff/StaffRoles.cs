using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Cafe.Staff;

/// <summary>
/// Answers <c>RequireRole</c> at the cafe from its table of users: a role that a token claims is nothing here, for it may be another
/// restaurant's or another service's, and whoever was a manager yesterday may be none today.
/// </summary>
internal sealed class StaffRoles(StaffTable staff) : AuthorizationHandler<RolesAuthorizationRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RolesAuthorizationRequirement requirement)
    {
        if (context.Resource is not HttpContext http || http.Features.Get<RequestRecord>()?.Service.Name != CafeModule.Info.Name)
        {
            return;
        }

        if (await staff.FindAsync(http) is { } member && requirement.AllowedRoles.Contains(member.Role))
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Fail(new(this, "The table of users does not have the caller in one of these roles."));
        }
    }
}
