using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Identity;

/// <summary>
/// Where the application's authentication and authorisation run. An application that registers them without laying their middlewares
/// gets both from <c>WebApplication</c>, in front of everything, where no endpoint is known yet once the layer owns the routing. The identity
/// stage runs them instead, and behind the stages they run for the requests that the stage had nothing to ask about. What an application lays itself stays where
/// it laid it: what it does before may be what its sign-in needs.
/// </summary>
internal sealed class SignInPlace
{
    // WebApplication looks for these keys, and the application's own Use… sets them to true.
    private const string AuthenticationKey = "__AuthenticationMiddlewareSet";
    private const string AuthorizationKey = "__AuthorizationMiddlewareSet";
    private readonly object _mark = new();
    private IApplicationBuilder? _app;
    private RequestDelegate? _signIn;
    private RequestDelegate? _signInAndCheck;

    /// <summary>Whether the stage signs callers in. Known when the pipeline is built: by then the application has laid what it lays.</summary>
    public bool SignsIn => IsOurs(AuthenticationKey) && HasSchemes;

    /// <summary>Whether the stage asks the application's policies, so that whoever is refused meets nothing that stands behind.</summary>
    public bool Guards => SignsIn && IsOurs(AuthorizationKey);

    /// <summary>Whether the application can sign anybody in.</summary>
    public bool HasSchemes => _app?.ApplicationServices.GetService<IServiceProviderIsService>()?.IsService(typeof(IAuthenticationSchemeProvider)) == true;

    /// <summary>Whether a scheme of the application's own may know a caller by whatever it likes; ours look at <c>Authorization</c> and <c>X-Api-Key</c> alone.</summary>
    public bool HasForeignSchemes { get; private set; }

    /// <summary>Called where the application's own middlewares begin.</summary>
    public void Lay(IApplicationBuilder app)
    {
        _app = app;
        app.Properties.TryAdd(AuthenticationKey, _mark);
        app.Properties.TryAdd(AuthorizationKey, _mark);
        app.Use(Join);
    }

    /// <summary>Signs the caller in, and checks whether he may where the endpoint asks; ends with <see cref="RequestCaller.HasPassed"/>, or with an answer.</summary>
    public Task RunAsync(RequestRecord record) => (record.Plan!.Access.IsAsked && Guards ? _signInAndCheck : _signIn)!(record.Context);

    private RequestDelegate Join(RequestDelegate next)
    {
        if (SignsIn)
        {
            var schemes = _app!.ApplicationServices.GetRequiredService<IAuthenticationSchemeProvider>();
            HasForeignSchemes = schemes.GetAllSchemesAsync().GetAwaiter().GetResult().Any(scheme => !ApiKeysExtensions.IsOurs(scheme.Name));
            _signIn = Branch(app => app.UseAuthentication(), Pass);
            _signInAndCheck = Branch(app => app.UseAuthentication().UseAuthorization(), Pass);
        }

        var checks = IsOurs(AuthorizationKey) ? Branch(app => app.UseAuthorization(), next) : next;
        RequestDelegate behind = context => IsOpen(context) ? next(context) : checks(context);
        if (SignsIn)
        {
            behind = Branch(app => app.UseAuthentication(), behind);
        }

        return context =>
        {
            if (!HasPassed(context) && !NobodyAsks(context))
            {
                return behind(context);
            }

            if (context.Features.Get<RequestRecord>() is { Caller.Token: { } token } && context.User.Identity?.IsAuthenticated != true)
            {
                context.User = token.ToPrincipal();
            }

            return next(context);
        };
    }

    private RequestDelegate Branch(Action<IApplicationBuilder> lay, RequestDelegate end)
    {
        var branch = _app!.New();
        lay(branch);
        branch.Run(end);
        return branch.Build();
    }

    private static Task Pass(HttpContext context)
    {
        context.Features.Get<RequestRecord>()!.Caller.HasPassed = true;
        return Task.CompletedTask;
    }

    private bool HasPassed(HttpContext context) =>
        context.Features.Get<RequestRecord>() is { Caller.HasPassed: true, Plan: { } plan } && IsOf(plan, context)
        && (Guards || !plan.Access.IsAsked);

    // What is open, and shows nothing that a scheme of ours would look at, goes on as where there is no sign-in.
    private bool NobodyAsks(HttpContext context) => !HasForeignSchemes && !Credentials.AreSent(context.Request.Headers) && IsOpen(context);

    private static bool IsOpen(HttpContext context) =>
        context.Features.Get<RequestRecord>()?.Plan is { Access.IsAsked: false } plan && IsOf(plan, context);

    // A middleware of the application may have led the request to another endpoint, which is asked for itself.
    private static bool IsOf(EndpointPlan plan, HttpContext context) => ReferenceEquals(plan.Metadata, context.GetEndpoint()?.Metadata);

    private bool IsOurs(string key) => _app?.Properties.TryGetValue(key, out var set) == true && set == _mark;
}
