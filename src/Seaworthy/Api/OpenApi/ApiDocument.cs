using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Seaworthy.Hosting;

namespace Seaworthy.Api.OpenApi;

/// <summary>One OpenAPI document: a version of a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Version">Such as <c>v2</c>.</param>
internal sealed record ApiDocument(ServiceProfile Service, string Version)
{
    private static readonly string[] Hidden = ["health", "metrics", "ops", "openapi", "docs", "problems"];

    /// <summary>Name under which the generator knows it.</summary>
    public string Name => NameOf(Service.Prefix, Version);

    /// <summary>Where it is served.</summary>
    public string Path => $"{Service.Prefix}/openapi/{Version}.json";

    public static string NameOf(string prefix, string version) => $"{(prefix.Length == 0 ? "app" : prefix[1..])}-{version}";

    /// <summary>Whether an operation belongs here. HEAD is GET's shadow, and what operators need is not the API.</summary>
    public static bool Includes(ApiDescription operation, string name, ServiceProfiles services)
    {
        var path = "/" + operation.RelativePath;
        var service = services.For(path);
        return operation.HttpMethod is not (null or "HEAD")
            && path.StartsWith(service.Prefix, StringComparison.OrdinalIgnoreCase)
            && !IsHidden(path[service.Prefix.Length..])
            && name == NameOf(service.Prefix, ApiVersion.Of(path, operation.ActionDescriptor.EndpointMetadata));
    }

    private static bool IsHidden(string path) => Hidden.Contains(path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault());
}
