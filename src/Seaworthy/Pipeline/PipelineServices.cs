using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Seaworthy.Admin;
using Seaworthy.Api.Problems;
using Seaworthy.Bounds;
using Seaworthy.Caching.Responses;
using Seaworthy.Client;
using Seaworthy.Compression;
using Seaworthy.Cors;
using Seaworthy.Hosting;
using Seaworthy.Idempotency;
using Seaworthy.Identity;
using Seaworthy.Leaks;
using Seaworthy.Observability;
using Seaworthy.RateLimiting;
using Seaworthy.SecurityHeaders;
using Seaworthy.Shedding;
using Seaworthy.Signatures;
using Seaworthy.Transport;

namespace Seaworthy.Pipeline;

/// <summary>The list of stages, the plans that say who meets them, and what runs them; one of each per host.</summary>
internal static class PipelineServices
{
    public static void AddPipeline(this IServiceCollection services)
    {
        services.AddSingleton(_ => new AdminStage());
        services.AddSingleton(sp => new RequestPipeline(
            sp.GetRequiredService<RecordStage>(),
            sp.GetRequiredService<ClientStage>(),
            sp.GetRequiredService<HeadersStage>(),
            sp.GetRequiredService<ProblemsStage>(),
            sp.GetRequiredService<CorsStage>(),
            sp.GetRequiredService<ForwardedStage>(),
            sp.GetRequiredService<TransportStage>(),
            sp.GetRequiredService<DrainStage>(),
            sp.GetRequiredService<SheddingStage>(),
            sp.GetRequiredService<BoundsStage>(),
            sp.GetRequiredService<AddressStage>(),
            sp.GetRequiredService<AdminStage>(),
            sp.GetRequiredService<IdentityStage>(),
            sp.GetRequiredService<SignatureStage>(),
            sp.GetRequiredService<QuotaStage>(),
            sp.GetRequiredService<IdempotencyStage>(),
            sp.GetRequiredService<RecallStage>(),
            sp.GetRequiredService<MissStage>(),
            sp.GetRequiredService<CompressionStage>(),
            sp.GetRequiredService<LeakStage>(),
            sp.GetRequiredService<EndpointStage>()));
        services.AddSingleton(sp => new EndpointPlans(
            sp.GetRequiredService<RequestPipeline>(), sp.GetRequiredService<ServiceProfiles>(), sp.GetRequiredService<LiveLimits>(),
            sp.GetRequiredService<KeyStores>(), sp.GetRequiredService<SignInPlace>(),
            sp.GetRequiredService<IOptions<AuthorizationOptions>>().Value.FallbackPolicy));
        services.AddSingleton<StageRunner>();
    }
}
