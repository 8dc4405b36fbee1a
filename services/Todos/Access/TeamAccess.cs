using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Todos.Access;

/// <summary>
/// Who may do what: members of the team and programs with a scope, or, where <c>Todos__Open</c> says so, whoever reaches the service, as its document has
/// it. That is so in Development, and elsewhere only when somebody sets it.
/// </summary>
/// <param name="IsOpen">Whether the document's calls need no sign-in.</param>
internal sealed record TeamAccess(bool IsOpen)
{
    /// <summary>Whoever does todos.</summary>
    public const string Member = "member";

    /// <summary>Whoever also says who belongs to the team.</summary>
    public const string Manager = "manager";

    /// <summary>What an API key needs to read.</summary>
    public const string ReadScope = "todos:read";

    /// <summary>What an API key needs to write todos and tags.</summary>
    public const string WriteScope = "todos:write";

    /// <summary>What an API key needs to say who belongs to the team.</summary>
    public const string TeamScope = "team:write";

    private const string Setting = "Todos:Open";

    /// <exception cref="SettingsException">The setting is neither true nor false.</exception>
    public static TeamAccess Read(IConfiguration configuration, bool isDevelopment) => configuration[Setting] switch
    {
        null or "" => new(isDevelopment),
        var text when bool.TryParse(text, out var isOpen) => new(isOpen),
        var text => throw new SettingsException([new(Setting, text, "must be true or false", "configuration")]),
    };

    /// <summary>Endpoints that show something.</summary>
    public RouteGroupBuilder Readers(RouteGroupBuilder group) => For(group, ReadScope, Member, Manager);

    /// <summary>Endpoints that change todos and tags.</summary>
    public RouteGroupBuilder Writers(RouteGroupBuilder group) => For(group, WriteScope, Member, Manager);

    /// <summary>Endpoints that change employees and departments.</summary>
    public RouteGroupBuilder Managers(RouteGroupBuilder group) => For(group, TeamScope, Manager);

    private RouteGroupBuilder For(RouteGroupBuilder group, string scope, string role, params string[] orRoles) =>
        IsOpen ? group.MapGroup("").Public().RequireKeyScope(scope) : group.MapGroup("").RequireScopeOrRole(scope, role, orRoles);
}
