using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.OpenApi;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Identity.ApiKeys;

/// <summary>Keys of programs that call.</summary>
public static class ApiKeysExtensions
{
    /// <summary>The name of their authentication scheme.</summary>
    public const string Scheme = "ApiKey";

    /// <summary>
    /// Accepts API keys (<c>X-Api-Key</c>) of the services that keep them: a scheme beside the application's own. Beside the layer's tokens alone, a
    /// request with a key is its. <c>seaworthy key</c> makes, rotates and revokes them. Say it before <c>AddModule</c>.
    /// </summary>
    public static SeaworthyBuilder AddApiKeys(this SeaworthyBuilder builder)
    {
        var (services, settings) = (builder.Services, builder.Options.Identity.ApiKeys);
        services.AddSingleton(sp => new ApiKeyCheck(sp.GetServices<IApiKeys>(), settings, sp.GetRequiredService<TimeProvider>()));
        builder.Also(each => each.OpenApi.SecuritySchemes.TryAdd(Scheme, SecurityScheme.ApiKey(ApiKeyText.Header)));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Scheme, null);
        services.Configure<AuthenticationSchemeOptions>(TokensExtensions.Scheme, options =>
            options.ForwardDefaultSelector = context => context.Request.Headers.ContainsKey(ApiKeyText.Header) ? Scheme : null);
        services.PostConfigure<AuthenticationOptions>(options =>
        {
            // Where there are no others, one of two must be the first to be asked.
            if (options.DefaultScheme is null && options.Schemes.All(scheme => IsOurs(scheme.Name)) && options.SchemeMap.ContainsKey(TokensExtensions.Scheme))
            {
                options.DefaultScheme = TokensExtensions.Scheme;
            }
        });
        return builder;
    }

    /// <summary>
    /// Callers with an API key need the scope, beside what the endpoint asks of everybody: for what strangers or people may call without one; 403 with
    /// <c>insufficient_scope</c>. Where programs and people come in by the same door, <c>RequireScopeOrRole</c> says it. The endpoint's own word counts, not its group's.
    /// </summary>
    public static TBuilder RequireKeyScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new KeyScopeWord(scope)));
        return builder;
    }

    /// <summary>Whether a scheme is the layer's, and looks at <c>Authorization</c> and <c>X-Api-Key</c> alone.</summary>
    internal static bool IsOurs(string scheme) => scheme is Scheme or TokensExtensions.Scheme;
}
