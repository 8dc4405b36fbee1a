using Microsoft.AspNetCore.Authorization;

namespace Seaworthy.Identity;

/// <summary>Anybody may call.</summary>
internal sealed record PublicWord : IAllowAnonymous;

/// <summary>A page of the layer's own: nobody has to say who may read it, and the application's fallback policy holds for it.</summary>
internal sealed record OwnPageWord;

/// <summary>Who has one of the roles may call.</summary>
internal sealed record RoleWord(IReadOnlyList<string> Names) : IAuthorizeData
{
    public string? Policy { get; set; }

    public string? Roles { get; set; } = string.Join(',', Names);

    public string? AuthenticationSchemes { get; set; }
}

/// <summary>Who has all of the scopes may call.</summary>
internal sealed record ScopeWord(IReadOnlyList<string> Names) : IAuthorizeData, IAuthorizationRequirementData
{
    public string? Policy { get; set; }

    public string? Roles { get; set; }

    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new ScopeRequirement(Names)];
}

/// <summary>Of callers with an API key, who has the scope may call; others are asked by the other words alone.</summary>
internal sealed record KeyScopeWord(string Scope);

/// <summary>Who has the scope may call, and who has one of the roles.</summary>
internal sealed record ScopeOrRoleWord(string Scope, IReadOnlyList<string> Names) : IAuthorizeData, IAuthorizationRequirementData
{
    public string? Policy { get; set; }

    public string? Roles { get; set; }

    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new ScopeOrRoleRequirement(Scope, Names)];
}
