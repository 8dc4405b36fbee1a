using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Seaworthy.Hosting.Management;
using Seaworthy.Pipeline;

namespace Seaworthy.Identity;

/// <summary>Who may call an endpoint: read once from its words and the application's own.</summary>
internal sealed class EndpointAccess
{
    private const string SignedIn = "whoever is signed in";

    private EndpointAccess(Planned<string> callers) => Callers = callers;

    /// <summary>For people.</summary>
    public Planned<string> Callers { get; private set; }

    /// <summary>Whether somebody can be refused by the application's authorisation.</summary>
    public bool IsGuarded { get; private init; }

    /// <summary>Whether the framework wants its authorisation to run: also where a word that guards is overruled by one that opens.</summary>
    public bool IsAsked { get; private init; }

    /// <summary>Whether somebody has thought of it.</summary>
    public bool IsSaid { get; private init; }

    /// <summary>Scopes that a caller must have.</summary>
    public IReadOnlyList<string> Scopes { get; private init; } = [];

    /// <summary>The scope that whoever comes with an API key needs beside the other words; null for none.</summary>
    public string? KeyScope { get; private set; }

    /// <summary>Whether the endpoint names a scope: somebody has thought of programs.</summary>
    public bool ExpectsPrograms => KeyScope is not null || Scopes.Count > 0;

    /// <summary>Set when a word that guards stands inside one that opens: what is open to anybody is guarded by nothing.</summary>
    public bool IsContradiction { get; private init; }

    /// <param name="metadata">The endpoint's.</param>
    /// <param name="fallback">What holds for endpoints that say nothing; null for nothing.</param>
    public static EndpointAccess Read(EndpointMetadataCollection metadata, AuthorizationPolicy? fallback)
    {
        var access = ReadCallers(metadata, fallback);
        if (metadata.GetMetadata<KeyScopeWord>() is { } keys)
        {
            access.KeyScope = keys.Scope;
            access.Callers = new($"{access.Callers.Value}; an API key with scope {keys.Scope}", "endpoint");
        }

        return access;
    }

    private static EndpointAccess ReadCallers(EndpointMetadataCollection metadata, AuthorizationPolicy? fallback)
    {
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return new(new("anybody", "endpoint"))
            {
                IsSaid = true,
                IsAsked = metadata.GetMetadata<IAuthorizeData>() is not null,
                IsContradiction = IsGuardedLast(metadata),
            };
        }

        var asked = Asked(metadata).ToList();
        if (asked.Count > 0)
        {
            return new(new(string.Join(" and ", asked.Distinct()), "endpoint"))
            {
                IsSaid = true,
                IsGuarded = true,
                IsAsked = true,
                Scopes = [.. metadata.SelectMany(ScopesOf).Distinct()],
            };
        }

        if (metadata.GetMetadata<LoopbackWord>() is not null)
        {
            return new(new("on this machine only", "endpoint")) { IsSaid = true, IsGuarded = fallback is not null, IsAsked = fallback is not null };
        }

        return fallback is null
            ? new(new("anybody", "default")) { IsSaid = metadata.GetMetadata<OwnEndpoint>() is not null || metadata.GetMetadata<OwnPageWord>() is not null }
            : new(new("whom the fallback policy lets in", "application")) { IsSaid = true, IsGuarded = true, IsAsked = true };
    }

    // Groups come before their endpoints: an endpoint may open itself in a guarded group, but not guard itself in an open one.
    private static bool IsGuardedLast(EndpointMetadataCollection metadata)
    {
        var isLast = false;
        foreach (var word in metadata)
        {
            isLast = word switch { RoleWord or ScopeWord or ScopeOrRoleWord => true, IAllowAnonymous => false, _ => isLast };
        }

        return isLast;
    }

    private static IReadOnlyList<string> ScopesOf(object word) => word switch
    {
        ScopeWord scopes => scopes.Names,
        ScopeOrRoleWord either => [either.Scope],
        _ => [],
    };

    private static IEnumerable<string> Asked(EndpointMetadataCollection metadata)
    {
        foreach (var word in metadata)
        {
            switch (word)
            {
                case ScopeWord scopes:
                    yield return $"scope {string.Join(" and ", scopes.Names)}";
                    break;
                case ScopeOrRoleWord either:
                    yield return $"scope {either.Scope} or role {string.Join(" or ", either.Names)}";
                    break;
                case IAuthorizeData { Roles: { Length: > 0 } roles }:
                    yield return $"role {string.Join(" or ", roles.Split(',', StringSplitOptions.TrimEntries))}";
                    break;
                case IAuthorizeData { Policy: { Length: > 0 } policy }:
                    yield return $"policy {policy}";
                    break;
                case AuthorizationPolicy or IAuthorizationRequirementData:
                    yield return "a policy";
                    break;
                case IAuthorizeData:
                    yield return SignedIn;
                    break;
            }
        }
    }
}
