using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Seaworthy.Hosting;
using Seaworthy.Pipeline;
using Seaworthy.RateLimiting;

namespace Seaworthy.Api.OpenApi;

/// <summary>Says that an operation can be refused for having been asked too often, and when to ask again.</summary>
internal static class OperationLimits
{
    private const string Status = "429";

    public static void Describe(OpenApiOperation operation, ServiceProfile service, IEnumerable<object> metadata)
    {
        var options = service.Options.RateLimiting;
        var limits = EndpointLimits.Read(service.Name, "", RequestClass.Default, new EndpointMetadataCollection(metadata));
        var texts = limits.Words.Select(word => options.Policies.TryGetValue(word.Policy, out var text) ? text : LimitText.Off)
            .Concat(limits.CountsByAddress ? [options.Address] : []);
        if (!options.Enabled || !texts.Any(text => LimitText.Parse(text, out _) is { IsShadow: false }))
        {
            return;
        }

        var response = ErrorSchema.Response(StatusCodes.Status429TooManyRequests);
        response.Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["Retry-After"] = new OpenApiHeader
            {
                Description = "Seconds after which to ask again.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
            },
        };
        operation.Responses ??= [];
        operation.Responses.TryAdd(Status, response);
    }
}
