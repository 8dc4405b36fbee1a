using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Seaworthy.Pipeline;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>An endpoint of a backend, from the application's own list: one that is added is attacked without another test.</summary>
internal sealed partial record AttackedEndpoint(EndpointPlan Plan, string Method)
{
    /// <summary>What tokens of its service are for, which is the service's name, and of the rides all modules'.</summary>
    public string Service => Plan.Service.Audience;

    /// <summary>For messages, and for lists of what is known.</summary>
    public string Call => $"{Method} {Plan.Route}";

    public bool IsWrite => Method is not "GET";

    /// <summary>Whether anybody may call it, as far as words say.</summary>
    public bool IsOpen => Plan.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    /// <summary>Whether it is for those who sit where the service is administered.</summary>
    public bool IsDesk => Plan.HasNetworks;

    /// <summary>Whether whoever is signed in at the rides may ask, for what is his own.</summary>
    public bool IsRidersOwn => Service == "rides" && Plan.Access.Callers.Value == "whoever is signed in" && !IsAccounts;

    public bool IsAccounts => AttackedHost.Services.Any(service => Plan.Route.StartsWith(service.Accounts + "/", StringComparison.Ordinal)) && Account().IsMatch(Plan.Route);

    /// <summary>What a key needs; null where no key is let in.</summary>
    public string? Scope => Plan.Access.KeyScope ?? Plan.Access.Scopes.SingleOrDefault();

    /// <summary>What a body is read into; null where none is.</summary>
    public Type? Body => Plan.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    /// <summary>The route with numbers and ids that may be there.</summary>
    public string Path => Parameter().Replace(Plan.Route, match => match.Value.EndsWith(":long}", StringComparison.Ordinal) ? "1" : "01890a5d-ac96-774b-bcce-b302099a8057");

    /// <summary>Headers without which a write is refused for another reason.</summary>
    public (string, string)[] Headers => Method switch
    {
        "PUT" => [("If-Match", "\"1\"")],
        "POST" => [("Idempotency-Key", $"{Guid.NewGuid()}")],
        _ => [],
    };

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("/(register|login|refresh|profile|logout|sessions|password/|email/)")]
    private static partial Regex Account();
}
