using System.Security.Claims;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Management;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.Identity;

/// <summary>
/// Who calls, where no sign-in is set up yet: in Development a caller on this machine is whoever it says it is, with
/// <c>Authorization: Development test@example.com</c>. A service's demo user has his roles there. Anywhere else, and from any other machine,
/// it knows nobody.
/// </summary>
public sealed class DevelopmentSignIn(IWebHostEnvironment environment, IEnumerable<DemoUser> demo, ServiceProfiles services)
{
    private const string Scheme = "Development ";
    private const int MostCharacters = 200;

    /// <summary>Whether it can know anybody.</summary>
    internal bool IsOpen { get; } = environment.IsDevelopment();

    /// <summary>The application's own signed-in user, else who the caller says it is; null for a stranger.</summary>
    public ClaimsPrincipal? UserOf(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            return context.User;
        }

        if (!IsOpen || !LocalCaller.Is(context) || context.Request.Headers.Authorization is not [{ } said]
            || !said.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var email = said[Scheme.Length..].Trim().ToLowerInvariant();
        return email.Length is > 0 and <= MostCharacters && email.All(c => !char.IsControl(c))
            ? new(new ClaimsIdentity([new("sub", $"development:{email}"), new("email", email), .. RolesOf(email, context)], "Development"))
            : null;
    }

    private IEnumerable<Claim> RolesOf(string email, HttpContext context)
    {
        // As a token is: of several services that are one to whoever signs in, one keeps the accounts.
        var audience = context.Features.Get<RequestRecord>()?.Service.Audience;
        return demo.Where(user => user.Email == email && services.All.Append(services.Root).Any(service => service.Name == user.Service && service.Audience == audience))
            .SelectMany(user => user.Roles).Distinct().Select(role => new Claim(ClaimTypes.Role, role));
    }
}
