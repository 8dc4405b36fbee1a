using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Pipeline;

/// <summary>
/// An application that registers authentication and authorisation without laying their middlewares gets both from
/// <c>WebApplication</c>: in front of everything, where no endpoint is known yet once the layer owns the routing, so that
/// every guarded endpoint would fail. They are laid behind the stages instead; an application that lays its own is left alone.
/// </summary>
internal sealed class AutomaticSignIn
{
    // WebApplication looks for these keys, and the application's own Use… sets them to true.
    private const string AuthenticationKey = "__AuthenticationMiddlewareSet";
    private const string AuthorizationKey = "__AuthorizationMiddlewareSet";
    private readonly object _mark = new();
    private readonly IApplicationBuilder _app;

    private AutomaticSignIn(IApplicationBuilder app) => _app = app;

    /// <summary>Called where the application's own middlewares begin.</summary>
    public static void Lay(IApplicationBuilder app)
    {
        var signIn = new AutomaticSignIn(app);
        signIn.Claim(AuthenticationKey);
        signIn.Claim(AuthorizationKey);
        app.Use(signIn.Join);
    }

    private void Claim(string key) => _app.Properties.TryAdd(key, _mark);

    // Runs when the pipeline is built: by then the application has laid what it lays.
    private RequestDelegate Join(RequestDelegate next)
    {
        var branch = _app.New();
        if (IsOurs(AuthenticationKey) && IsRegistered(typeof(IAuthenticationSchemeProvider)))
        {
            branch.UseAuthentication();
        }

        if (IsOurs(AuthorizationKey) && IsRegistered(typeof(IAuthorizationHandlerProvider)))
        {
            branch.UseAuthorization();
        }

        branch.Run(next);
        return branch.Build();
    }

    private bool IsRegistered(Type service) =>
        _app.ApplicationServices.GetService<IServiceProviderIsService>()?.IsService(service) == true;

    private bool IsOurs(string key) => _app.Properties.TryGetValue(key, out var set) && set == _mark;
}
