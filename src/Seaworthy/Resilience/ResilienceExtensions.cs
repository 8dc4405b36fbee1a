using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting.Health;

namespace Seaworthy.Resilience;

/// <summary>Clients whose calls to other services are bounded, tried again and given up.</summary>
public static class ResilienceExtensions
{
    /// <summary>
    /// Each call has a deadline, which the request's own shortens; what may be sent twice is tried again, within a budget; a host that fails too often is left alone for a
    /// while, and one that is slow takes only so many calls. <c>Seaworthy:Resilience</c> has the numbers, <c>Seaworthy:Resilience:Clients:NAME</c> those of this client.
    /// What gets no answer is an <see cref="UpstreamException"/>. The client's own <c>Timeout</c> is infinite then. Say it before handlers that sign or count, which then do so for each
    /// attempt.
    /// </summary>
    /// <param name="builder">What <c>AddHttpClient</c> returns.</param>
    /// <param name="settings">The settings to go by: a module's <c>Profile.Options</c>. Null (default) for the process's.</param>
    /// <param name="fallback">What to answer when a call has failed for good; it may return null for nothing. Null (default) for none.</param>
    public static IHttpClientBuilder WithSeaworthyResilience(
        this IHttpClientBuilder builder, SeaworthyOptions? settings = null, Func<FailedCall, HttpResponseMessage?>? fallback = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyCheck, UpstreamCheck>());
        return builder.ConfigureHttpClient((services, client) =>
        {
            if (Options(services).Enabled)
            {
                // Whoever it ended would count as one who has hung up: nothing would be tried again, and no breaker open.
                client.Timeout = Timeout.InfiniteTimeSpan;
            }
        }).ConfigureAdditionalHttpMessageHandlers((handlers, services) =>
        {
            if (Options(services) is { Enabled: true } options)
            {
                handlers.Add(new ResilienceHandler(services.GetRequiredService<ResilientClients>().For(name, options), fallback));
            }
        });

        ResilienceOptions Options(IServiceProvider services) => (settings ?? services.GetRequiredService<SeaworthyOptions>()).Resilience;
    }

    internal static void AddResilience(this IServiceCollection services)
    {
        services.AddSingleton<ResilienceMetrics>();
        services.AddSingleton<ResilientClients>();
        services.AddSingleton<IExceptionProblems, UpstreamProblems>();
    }
}
