using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seaworthy.Api.OpenApi;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Management;
using Seaworthy.Identity.Firebase;

namespace Seaworthy.Identity.Tokens;

/// <summary>The layer's own access tokens.</summary>
public static class TokensExtensions
{
    /// <summary>The name of their authentication scheme.</summary>
    public const string Scheme = "Seaworthy";

    /// <summary>
    /// Accepts and issues access tokens: a scheme beside the application's own, and the default one where it has no other.
    /// <see cref="AccessTokens"/> issues them; their keys are published at <c>/.well-known/jwks.json</c>. Say it before <c>AddModule</c>.
    /// </summary>
    public static SeaworthyBuilder AddTokens(this SeaworthyBuilder builder)
    {
        var (services, options) = (builder.Services, builder.Options);
        var settings = options.Identity.Tokens;
        services.AddSingleton(sp => new KeyRing(
            StoreOf(sp, options), settings, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<KeyRing>>()));
        if (settings.Keys == KeyPlace.Database)
        {
            services.AddHostedService<SharedKeysCheck>();
        }

        services.AddSingleton(sp => new RevokedSessions(settings, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new RememberedTokens(settings, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new TokenVerifier(
            sp.GetRequiredService<KeyRing>(), sp.GetRequiredService<RememberedTokens>(), sp.GetRequiredService<RevokedSessions>(), settings, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new AccessTokens(
            sp.GetRequiredService<KeyRing>(), sp.GetRequiredService<RevokedSessions>(), settings, sp.GetRequiredService<ServiceProfiles>().Root.Audience,
            sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new FirebaseKeys(
            options.Identity.Firebase, options.Outgoing, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<IdentityStage>>()));
        services.AddSingleton(sp => new FirebaseTokens(
            options.Identity.Firebase, sp.GetRequiredService<FirebaseKeys>(), settings.SkewSeconds, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new SessionKeepers(sp.GetServices<ITokenSessions>()));
        services.AddSingleton(sp => new LiveSessions(sp.GetRequiredService<SessionKeepers>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new TokenRenewals(
            sp.GetRequiredService<AccessTokens>(), sp.GetRequiredService<SessionKeepers>(), settings, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new KnownTokens(
            sp.GetRequiredService<TokenVerifier>(), sp.GetRequiredService<LiveSessions>(), sp.GetRequiredService<TokenRenewals>(), services));
        services.AddSingleton(sp => new OwnEndpoint(PublishedKeys.Path, new PublishedKeys(sp.GetRequiredService<KeyRing>()).WriteAsync, OpsOnly: false));
        builder.Also(each => each.OpenApi.SecuritySchemes.TryAdd(Scheme, SecurityScheme.Bearer("JWT")));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenHandler>(Scheme, null);
        return builder;
    }

    private static IKeyStore StoreOf(IServiceProvider services, SeaworthyOptions options)
    {
        var seal = new KeySeal(options.Identity.Tokens.Secret);
        return options.Identity.Tokens.Keys == KeyPlace.File
            ? new KeyFile(options.Identity.Tokens.KeyFile ?? Path.Combine(options.DataDirectory, "token-keys.json"), seal)
            : new SharedKeys(
                services.GetService<IKeyTable>() ?? throw new InvalidOperationException("Identity:Tokens:Keys=database needs a module with a database: module.AddDatabase<…>()."), seal);
    }
}
