using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Seaworthy.Identity;

namespace Seaworthy.Api.OpenApi;

/// <summary>Says of an operation that names a scope which one, so that whoever asks for an API key knows what to ask for.</summary>
internal static class OperationCallers
{
    public static void Describe(OpenApiOperation operation, IEnumerable<object> metadata)
    {
        var access = EndpointAccess.Read(new EndpointMetadataCollection(metadata), fallback: null);
        if (!access.ExpectsPrograms)
        {
            return;
        }

        operation.Description = $"{operation.Description}\n\nFor {access.Callers.Value}.".Trim();
        if (access.KeyScope is not null)
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd("401", ErrorSchema.Response(401));
            operation.Responses.TryAdd("403", ErrorSchema.Response(403));
        }
    }
}
