using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// Signs in whoever sends a token that was verified a moment ago, without the application's schemes: to run them costs more than to answer from what is kept.
/// Where they would find the same, and nothing else: at an endpoint that asks nobody, with schemes of the layer's own alone and no transformation of claims.
/// Where what is kept is for everybody, the principal is made for the endpoint alone, if it comes to that.
/// </summary>
internal sealed class KnownTokens(TokenVerifier verifier, LiveSessions sessions, TokenRenewals renewals, IServiceCollection services)
{
    private readonly Lazy<bool> _changesClaims = new(() =>
        services.Any(service => service.ServiceType == typeof(IClaimsTransformation) && service.ImplementationType != typeof(NoopClaimsTransformation)));

    /// <summary>Whether the caller is known by it; else all is still to be asked.</summary>
    public bool SignIn(RequestRecord record)
    {
        var (headers, service) = (record.Context.Request.Headers, record.Service);
        if (headers.Authorization is not [{ } said] || !said.StartsWith(TokenHandler.Bearer, StringComparison.OrdinalIgnoreCase)
            || headers.ContainsKey(ApiKeyText.Header) || service.Options.Identity is not { SubjectClaim: null, TenantClaim: null } || _changesClaims.Value)
        {
            return false;
        }

        if (verifier.Recognise(said.AsSpan(TokenHandler.Bearer.Length), service.Audience) is not { } token || !sessions.IsBelieved(token, service) || renewals.IsDue(token, service))
        {
            return false;
        }

        record.Caller.Note(token);
        if (record.Plan!.Recall is not { IsForEverybody: true })
        {
            record.Context.User = token.ToPrincipal();
        }

        return true;
    }
}
