using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Api.Docs;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.Bounds;
using Seaworthy.Caching;
using Seaworthy.Caching.Responses;
using Seaworthy.Caching.Shared;
using Seaworthy.Client;
using Seaworthy.Compression;
using Seaworthy.Cors;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Management;
using Seaworthy.Hosting.Settings;
using Seaworthy.Idempotency;
using Seaworthy.Identity;
using Seaworthy.Identity.Tokens;
using Seaworthy.Jobs;
using Seaworthy.Messaging;
using Seaworthy.Leaks;
using Seaworthy.Mail;
using Seaworthy.Observability;
using Seaworthy.Observability.Metrics;
using Seaworthy.Pipeline;
using Seaworthy.RateLimiting;
using Seaworthy.Redis;
using Seaworthy.Resilience;
using Seaworthy.Secrets;
using Seaworthy.SecurityHeaders;
using Seaworthy.Shedding;
using Seaworthy.Signatures;
using Seaworthy.Transport;
using Seaworthy.Validation;

namespace Seaworthy;

/// <summary>The two lines.</summary>
public static class SeaworthyExtensions
{
    /// <summary>
    /// Registers the layer. Settings are section <c>Seaworthy</c> of the configuration; <paramref name="configure"/> wins
    /// over them.
    /// </summary>
    public static SeaworthyBuilder AddSeaworthy(this WebApplicationBuilder builder, Action<SeaworthyOptions>? configure = null) =>
        builder.AddSeaworthy(configure, servesAlone: false);

    internal static SeaworthyBuilder AddSeaworthy(
        this WebApplicationBuilder builder, Action<SeaworthyOptions>? configure, bool servesAlone)
    {
        var seaworthy = new SeaworthyBuilder(builder, configure ?? (_ => { }), servesAlone);
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(seaworthy);
        services.AddSingleton(seaworthy.Options);
        services.AddSingleton(_ => seaworthy.Profiles());
        services.AddSingleton(_ => new SecretKeys(seaworthy.Options));
        if (seaworthy.Vault is not null)
        {
            services.AddHostedService(sp => new VaultRefresh(seaworthy.Vault, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<VaultRefresh>>()));
        }

        services.AddSingleton<CurrentRequest>();
        services.AddObservability(seaworthy.Options.Observability);
        if (services.AddRedis(seaworthy.Options) && seaworthy.Options.Caching is { Enabled: true, SecondLevel: true } caching)
        {
            services.AddSecondLevel(caching, builder.Environment.ApplicationName, seaworthy.Options.Redis.ReconnectMaxMs);
        }

        services.AddCaching(seaworthy.Options.Caching);
        services.AddSingleton(sp => new ClientStage(seaworthy.Options, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<ClientStage>>()));
        services.AddSingleton(sp => new HeadersStage(builder.Environment.IsDevelopment()));
        services.AddSingleton(sp => new ProblemsStage(
            sp.GetServices<IExceptionProblems>(), sp.GetRequiredService<Challenge>(), seaworthy.Options, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new CorsStage());
        services.AddSingleton(sp => new ForwardedStage());
        // Not through the profiles: settings that are wrong make none, and the server is made before they are told.
        services.PostConfigure<KestrelServerOptions>(server =>
        {
            foreach (var reading in seaworthy.Readings)
            {
                ServerBounds.Raise(server.Limits, reading.Options.Bounds);
            }
        });
        builder.AddTransport(seaworthy);
        services.AddHosting(seaworthy.Options, builder.Environment);
        services.AddSingleton(sp => new BoundsStage());
        services.AddIdentity();
        services.AddSignatures(seaworthy.Options.Signatures);
        services.AddMail(seaworthy.Options);
        services.AddSingleton<JobMetrics>();
        services.AddSingleton<MessagingMetrics>();
        services.AddResilience();
        services.AddShedding(seaworthy.Options.Shedding);
        services.AddRateLimiting(seaworthy);
        services.AddIdempotency(seaworthy.Options.Idempotency);
        services.AddSingleton(_ => new CompressionStage());
        services.AddLeaks(seaworthy.Options.Leaks, builder.Environment);
        services.AddSingleton(sp => new EndpointStage(
            sp.GetRequiredService<CurrentRequest>(), sp.GetRequiredService<RequestTracing>(), sp.GetRequiredService<TimeProvider>()));
        services.AddPipeline();
        services.AddValidation();
        services.AddDocuments(prefix: "");
        services.AddSingleton<ApiDocuments>();
        return seaworthy;
    }

    /// <summary>
    /// Lays the pipeline (see <see cref="RequestPipeline"/>) and maps the layer's own endpoints. Middleware that the app
    /// adds later runs between the last stage and its endpoint.
    /// </summary>
    public static WebApplication UseSeaworthy(this WebApplication app)
    {
        var seaworthy = app.Services.GetService<SeaworthyBuilder>()
            ?? throw new InvalidOperationException("app.UseSeaworthy() needs builder.AddSeaworthy() before builder.Build().");
        if (seaworthy.Faults.Count > 0)
        {
            throw new SettingsException(seaworthy.Faults);
        }

        var runner = app.Services.GetRequiredService<StageRunner>();
        var gate = app.Services.GetRequiredService<ManagementGate>();
        var own = app.Services.GetRequiredService<OwnEndpoints>();
        var sources = ((IEndpointRouteBuilder)app).DataSources;
        app.Services.GetService<KeyRing>()?.Check();
        app.Services.GetRequiredService<MailTemplates>(); // other words for mails that cannot be used stop the start
        app.Services.GetService<ObservabilityMetrics>(); // listens from here on, so that it sees the server start
        app.Services.GetService<RateLimitMetrics>();
        app.Services.GetRequiredService<CachingMetrics>();
        app.Services.GetService<SecondLevelMetrics>();
        app.Services.GetService<RedisMetrics>();
        app.Services.GetRequiredService<RecallMetrics>();
        app.Services.GetRequiredService<SheddingMetrics>();
        app.Use(next => app.Services.GetRequiredService<ManagementServer>().Application = context => runner.RunFront(context, next));
        app.UseRouting();
        app.Use(next => context =>
        {
            gate.Pass(context);
            return runner.RunBack(context, next);
        });
        app.Services.GetRequiredService<SignInPlace>().Lay(app);
        app.Use(next =>
        {
            // Runs when the pipeline is built: every endpoint is mapped by then, and none is served yet.
            own.Settle(sources);
            var plans = app.Services.GetRequiredService<EndpointPlans>();
            plans.CompileAll(sources.SelectMany(source => source.Endpoints));
            SilentEndpoints.Tell(app.Services.GetRequiredService<ILogger<IdentityStage>>(), plans.All);
            SignatureFaults.Tell(app.Services.GetRequiredService<ILogger<SignatureStage>>(), plans.All);
            return next;
        });
        sources.Add(own);
        MapModules(app);
        OwnPages.Map(app);
        return app;
    }

    private static void MapModules(WebApplication app)
    {
        var modules = app.Services.GetRequiredService<SeaworthyBuilder>().Modules;
        foreach (var (profile, mapRoutes) in modules)
        {
            mapRoutes(Group(app, profile.Prefix));
            if (modules.Count == 1)
            {
                mapRoutes(Group(app, ""));
            }
        }
    }

    private static RouteGroupBuilder Group(WebApplication app, string prefix)
    {
        var group = app.MapGroup(prefix);
        KeptEndpoints.Keep(((IEndpointRouteBuilder)app).DataSources);
        ((IEndpointConventionBuilder)group).Finally(AnswerHead);
        return group;
    }

    // Whoever answers GET answers HEAD; the server drops the body (RFC 9110, section 9.3.2).
    private static void AnswerHead(EndpointBuilder endpoint)
    {
        for (var i = 0; i < endpoint.Metadata.Count; i++)
        {
            if (endpoint.Metadata[i] is IHttpMethodMetadata methods
                && methods.HttpMethods.Contains(HttpMethods.Get) && !methods.HttpMethods.Contains(HttpMethods.Head))
            {
                endpoint.Metadata[i] = new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]);
            }
        }
    }
}
