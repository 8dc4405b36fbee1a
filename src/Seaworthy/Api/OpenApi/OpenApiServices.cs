using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting;
using Seaworthy.Identity;

namespace Seaworthy.Api.OpenApi;

/// <summary>Registers the documents and maps their routes.</summary>
internal static class OpenApiServices
{
    /// <summary>Announces the documents that a service may turn out to have; one that is never asked for costs nothing more.</summary>
    public static void AddDocuments(this IServiceCollection services, string prefix)
    {
        foreach (var version in ApiVersion.All)
        {
            var name = ApiDocument.NameOf(prefix, version);
            services.AddOpenApi(name);
            services.AddOptions<OpenApiOptions>(name).Configure<ServiceProfiles>((options, profiles) => new OpenApiShape(name, version, profiles).Apply(options));
        }
    }

    public static void MapDocuments(IEndpointRouteBuilder routes, ServiceProfile service, string prefix)
    {
        var group = routes.MapGroup(prefix).ExcludeFromDescription().WithMetadata(new OwnPageWord()).WithoutLeakCheck();
        group.MapMethods("/openapi", [HttpMethods.Get, HttpMethods.Head], (ApiDocuments documents) => List(documents, service)).WithOrder(int.MaxValue);
        group.MapMethods("/openapi/{version}.json", [HttpMethods.Get, HttpMethods.Head], (string version, ApiDocuments documents) => ReadAsync(documents, service, version))
            .WithOrder(int.MaxValue);
    }

    // At the root all documents of the process, under a prefix those of its service.
    private static object List(ApiDocuments documents, ServiceProfile service) => new
    {
        documents = documents.All
            .Where(document => service.Prefix.Length == 0 || document.Service == service)
            .Select(document => new { service = document.Service.Name, version = document.Version, url = document.Path }),
    };

    private static async Task<IResult> ReadAsync(ApiDocuments documents, ServiceProfile service, string version) =>
        await documents.ReadAsync(service, version) is { } bytes
            ? TypedResults.Bytes(bytes, "application/json")
            : Problems.Problem.NotFound("OpenAPI document", version);
}
