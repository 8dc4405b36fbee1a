using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Resilience;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Provider.Charges;
using Seaworthy.Rides.Provider.Data;
using Seaworthy.Signatures;

namespace Seaworthy.Rides.Provider;

/// <summary>
/// A stand-in for a payment provider, faithful to what those do: charges that are settled a moment later, idempotency keys, an API key, signed webhooks that are sent until
/// somebody takes them. The payments call it as they call a real one, over HTTP. It takes nobody's money, and so is built in Development alone.
/// </summary>
public sealed class ProviderModule : IModule
{
    public static ModuleInfo Info { get; } = new(StandIn.Service, "Ride hailing, stand-in for a payment provider", Dialect.Default)
    {
        Defaults = options =>
        {
            options.Bounds.BodyBytes = 16 * 1024;
            options.Bounds.DeadlineMs = 10_000;
            options.Identity.RequireWords = true;
            options.Identity.Tokens.Audience = RidesService.Name; // it takes none, and no token is to be for it
            options.Jobs.Queues[TellCharge.Kind.Queue] = "32"; // they wait for others more than they work
            options.OpenApi.SecuritySchemes[MerchantKey.Name] = SecurityScheme.Bearer();
            options.Resilience.Clients[TellCharge.Client] = "deadline=10s attempt=10s retries=off breaker=off"; // whoever is away is told later, by the job
            options.Signatures.Keys[StandIn.SigningKey] = StandIn.DeskSecret;
        },
    };

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<ProviderDb>().AddJobs<ProviderDb>(jobs => jobs
            .Run<SettleCharge, ChargeToSettle>(SettleCharge.Kind, (settle, charge, run, ct) => settle.HandleAsync(charge, run, ct))
            .Run<TellCharge, ChargeToTell>(TellCharge.Kind, (tell, charge, _, ct) => tell.HandleAsync(charge, ct)));
        module.Services.AddSingleton(sp => ProviderSetup.Read(module.Configuration, module.Profile, sp.GetRequiredService<IWebHostEnvironment>()));
        module.Services.AddSingleton<MakeCharge>();
        module.Services.AddSingleton<ShowCharges>();
        module.Services.AddSingleton<SettleCharge>();
        module.Services.AddSingleton<TellCharge>();
        AddSignIn(module.Services);
        AddWebhooks(module);
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        Routes.Map(routes);
        ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<ProviderSetup>(); // from the start, and not from the first charge on
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, MerchantKey>(MerchantKey.Name, null);

        // A second scheme would leave none of them the first to be asked: for all others it stays the tokens.
        services.PostConfigure<AuthenticationOptions>(options =>
            options.DefaultScheme ??= options.SchemeMap.ContainsKey(TokensExtensions.Scheme) ? TokensExtensions.Scheme : MerchantKey.Name);
    }

    private static void AddWebhooks(ModuleBuilder module) => module.Services.AddHttpClient(TellCharge.Client)
        .WithSeaworthyResilience(module.Profile.Options)
        .UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies) = (false, false))
        .AddHttpMessageHandler(sp => new SignRequests(StandIn.SigningKey, sp.GetRequiredService<ProviderSetup>().Secrets) { Time = sp.GetRequiredService<TimeProvider>() })
        .RemoveAllLoggers();
}
