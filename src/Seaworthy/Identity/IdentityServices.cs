using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Identity;

/// <summary>What the identity stage needs; one of each per host.</summary>
internal static class IdentityServices
{
    public static void AddIdentity(this IServiceCollection services)
    {
        // RequireRole and RequireScope must not need a line more; without schemes it asks nobody.
        services.AddAuthorization();
        services.TryAddSingleton<DevelopmentSignIn>();
        services.AddSingleton<SignInPlace>();
        services.AddSingleton(sp => new Challenge(sp.GetService<IAuthenticationSchemeProvider>()));
        services.AddSingleton(sp => new IdentityStage(
            sp.GetRequiredService<SignInPlace>(), sp.GetRequiredService<DevelopmentSignIn>(), sp.GetRequiredService<Challenge>(), sp.GetService<KnownTokens>()));
    }
}
