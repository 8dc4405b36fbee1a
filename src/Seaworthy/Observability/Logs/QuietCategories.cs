using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Seaworthy.Observability.Logs;

/// <summary>
/// The framework's own lines per request, which say in four lines what ours says in one. Silencing the first also saves the
/// activity and the scope that ASP.NET Core makes for every request as soon as anybody listens to that category.
/// </summary>
internal static class QuietCategories
{
    private static readonly LoggerFilterRule[] Rules =
    [
        new(null, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None, null),
        new(null, "Microsoft.AspNetCore.Routing.EndpointMiddleware", LogLevel.Warning, null),
        new(null, "Microsoft.AspNetCore.Http.Result", LogLevel.Warning, null),
        new(null, "Microsoft.AspNetCore.Mvc.Infrastructure", LogLevel.Warning, null),
    ];

    // First in line, so that a setting for exactly one of these categories still wins.
    public static void Silence(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<
        IConfigureOptions<LoggerFilterOptions>>(new ConfigureOptions<LoggerFilterOptions>(filters =>
        {
            foreach (var rule in Rules)
            {
                filters.Rules.Add(rule);
            }
        })));
}
