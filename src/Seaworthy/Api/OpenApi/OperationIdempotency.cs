using Microsoft.OpenApi;
using Seaworthy.Hosting;
using Seaworthy.Idempotency;

namespace Seaworthy.Api.OpenApi;

/// <summary>Says of POST and PATCH that they take an <c>Idempotency-Key</c>, and what they answer for its sake.</summary>
internal static class OperationIdempotency
{
    /// <summary>Statuses that are answered for the key's sake.</summary>
    public static IReadOnlyList<int> Errors { get; } = [409, 422];

    /// <summary>Whether the operation takes keys; then it says so.</summary>
    public static bool Describe(OpenApiOperation operation, ServiceProfile service, string method, IList<object> metadata)
    {
        if (!service.Options.Idempotency.Enabled || !KeyStores.TakesKeys([method], metadata))
        {
            return false;
        }

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Required = metadata.OfType<RequireKeyWord>().Any(),
            Description = "A new UUID for each thing that is to be done, and the same one when it is sent again: it is done once, and the first answer is replayed.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MostCharacters },
        });
        return true;
    }
}
