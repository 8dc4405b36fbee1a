using Microsoft.OpenApi;
using Seaworthy.Signatures;

namespace Seaworthy.Api.OpenApi;

/// <summary>Says of an operation that its requests must be signed, and with which header fields.</summary>
internal static class OperationSignature
{
    private static readonly (string Name, string Pattern, string Says)[] Fields =
    [
        (SignatureFields.Signature, "^v1=[0-9a-f]{64}(, ?v1=[0-9a-f]{64})?$", "HMAC-SHA256 over method, host, path, query, body digest, time and nonce."),
        (SignatureFields.Key, "^[a-z0-9][a-z0-9._-]{0,63}$", "Id of the key that signed."),
        (SignatureFields.Timestamp, "^[0-9]{1,12}$", "When it was signed, in seconds since 1970."),
        (SignatureFields.Nonce, "^[A-Za-z0-9_-]{16,64}$", "New for each request."),
    ];

    public static void Describe(OpenApiOperation operation, IEnumerable<object> metadata)
    {
        if (!metadata.OfType<SignatureWord>().Any())
        {
            return;
        }

        operation.Parameters ??= [];
        foreach (var (name, pattern, says) in Fields)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name, In = ParameterLocation.Header, Required = true, Description = says,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern },
            });
        }

        operation.Responses ??= [];
        operation.Responses.TryAdd("401", ErrorSchema.Response(401));
        operation.Responses.TryAdd("503", ErrorSchema.Response(503));
    }
}
