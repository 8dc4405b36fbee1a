using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Seaworthy.Hosting;

namespace Seaworthy.Api.OpenApi;

/// <summary>The documents of this process: those versions that have an operation. Each is made once, when first asked for.</summary>
internal sealed class ApiDocuments(IServiceProvider host, ServiceProfiles services, IApiDescriptionGroupCollectionProvider operations)
{
    private readonly ConcurrentDictionary<string, Task<byte[]>> _bytes = new();

    /// <summary>All of them, by service and version.</summary>
    public IReadOnlyList<ApiDocument> All => field ??= Find();

    /// <summary>The document as JSON; null when the service has no such version.</summary>
    public async Task<byte[]?> ReadAsync(ServiceProfile service, string version) =>
        All.FirstOrDefault(document => document.Service == service && document.Version == version) is { } found
            ? await _bytes.GetOrAdd(found.Name, WriteAsync)
            : null;

    private List<ApiDocument> Find()
    {
        var all = operations.ApiDescriptionGroups.Items.SelectMany(group => group.Items).ToList();
        return
        [
            .. from service in services.All.Append(services.Root).Distinct()
               from version in ApiVersion.All
               let document = new ApiDocument(service, version)
               where all.Any(operation => ApiDocument.Includes(operation, document.Name, services))
               orderby service.Prefix, version
               select document,
        ];
    }

    // Not cancelled with the request that happens to be first: others wait for the same bytes.
    private async Task<byte[]> WriteAsync(string name)
    {
        await using var scope = host.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(name);
        var document = await provider.GetOpenApiDocumentAsync(CancellationToken.None);
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return bytes.ToArray();
    }
}
