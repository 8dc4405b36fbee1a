using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting;

namespace Seaworthy.Api.Docs;

/// <summary>
/// The layer's own pages, at the root and under each service. They come after every endpoint of the application: where it
/// has one with the same route, its own answers.
/// </summary>
internal static class OwnPages
{
    public static void Map(WebApplication app)
    {
        var services = app.Services.GetRequiredService<ServiceProfiles>();
        var process = app.Services.GetRequiredService<SeaworthyOptions>();
        var isDevelopment = app.Environment.IsDevelopment();
        if (process.Problems.Enabled && process.Problems.TypeBase.StartsWith('/'))
        {
            ProblemPages.Map(app, process.Problems.TypeBase.TrimEnd('/'));
        }

        foreach (var service in services.All)
        {
            Map(app, service, service.Prefix, service.ServesDocuments, service.ServesDocs);
        }

        Map(app, services.Root, "", process.OpenApi.Enabled ?? (isDevelopment || services.All.Count > 0), process.Docs.Enabled ?? isDevelopment);
    }

    private static void Map(WebApplication app, ServiceProfile service, string prefix, bool hasDocuments, bool hasDocs)
    {
        if (hasDocuments)
        {
            OpenApiServices.MapDocuments(app, service, prefix);
            if (hasDocs)
            {
                DocsPage.Map(app, service, prefix);
            }
        }
    }
}
