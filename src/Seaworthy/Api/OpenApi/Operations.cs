using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Seaworthy.Admin;
using Seaworthy.Api.Versions;
using Seaworthy.Hosting;

namespace Seaworthy.Api.OpenApi;

/// <summary>Completes one operation: its id, its description, its parameters, every error it can answer.</summary>
internal static partial class Operations
{
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName ?? IdOf(context);
        if (metadata.OfType<OperationDescription>().LastOrDefault() is { } description)
        {
            await ApplyAsync(operation, description, context, ct);
        }

        DeclarePath(operation, context.Description.RelativePath ?? "");
        if (metadata.OfType<Deprecation>().LastOrDefault() is { } deprecation)
        {
            operation.Deprecated = true;
            operation.Description = $"{operation.Description}\n\nDeprecated since {deprecation.Since:yyyy-MM-dd}: {deprecation.Reason} Successor: `{deprecation.Successor}`.".Trim();
        }

        var service = context.ApplicationServices.GetRequiredService<ServiceProfiles>().For("/" + context.Description.RelativePath);
        var takesKeys = OperationIdempotency.Describe(operation, service, context.Description.HttpMethod ?? "", metadata);
        AddErrors(operation, ErrorsOf(operation, service, metadata).Concat(takesKeys ? OperationIdempotency.Errors : []));
        OperationLimits.Describe(operation, service, OperationSecurity.MetadataOf(context.Description.ActionDescriptor, context.ApplicationServices));
        OperationSignature.Describe(operation, OperationSecurity.MetadataOf(context.Description.ActionDescriptor, context.ApplicationServices));
        OperationCallers.Describe(operation, OperationSecurity.MetadataOf(context.Description.ActionDescriptor, context.ApplicationServices));
        await OperationSecurity.DescribeAsync(operation, service, context);
    }

    // From method and path, so that it changes only when they do: get_grocery_api_v1_products_id.
    private static string IdOf(OpenApiOperationTransformerContext context)
    {
        var words = (context.Description.RelativePath ?? "").Split(['/', '{', '}', '-', '.', '?', '*'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join('_', words.Prepend(context.Description.HttpMethod!.ToLowerInvariant()).Select(word => word.Split(':')[0]));
    }

    // A handler that takes the HttpContext names no parameters, but the path it stands at does.
    private static void DeclarePath(OpenApiOperation operation, string path)
    {
        foreach (var name in PathParameter().Matches(path).Select(match => match.Groups[1].Value))
        {
            operation.Parameters ??= [];
            if (!operation.Parameters.Any(known => known.Name == name))
            {
                operation.Parameters.Insert(0, Parameter(new ParameterDescription(name, "string", "From the path.") { In = "path" }));
            }
        }
    }

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex PathParameter();

    private static async Task ApplyAsync(
        OpenApiOperation operation, OperationDescription description, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.Summary = description.Summary;
        operation.Description = description.Description;
        operation.Parameters ??= [];
        foreach (var parameter in description.Parameters)
        {
            if (operation.Parameters.FirstOrDefault(known => known.Name == parameter.Name) is { } known)
            {
                operation.Parameters.Remove(known);
            }

            operation.Parameters.Add(Parameter(parameter));
        }

        operation.Responses ??= [];
        operation.Responses.Remove("200");
        var answer = new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(description.Status) };
        IOpenApiSchema? schema = description.ResponseSchema is { } given ? SchemaText.Parse(given, context.Document!)
            : description.Response is { } type ? await context.GetOrCreateSchemaAsync(type, cancellationToken: ct)
            : null;
        if (schema is not null)
        {
            answer.Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType { Schema = schema, Example = description.Example?.DeepClone() },
            };
        }

        operation.Responses[description.Status.ToString(CultureInfo.InvariantCulture)] = answer;
        foreach (var status in description.Errors)
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = ErrorSchema.Response(status);
        }
    }

    private static OpenApiParameter Parameter(ParameterDescription parameter) => new()
    {
        Name = parameter.Name,
        In = parameter.In switch { "path" => ParameterLocation.Path, "header" => ParameterLocation.Header, _ => ParameterLocation.Query },
        Required = parameter.Required || parameter.In == "path",
        Description = parameter.Description,
        Schema = new OpenApiSchema
        {
            Type = SchemaText.TypeOf(parameter.Type),
            Format = parameter.Format,
            Default = parameter.Default?.DeepClone(),
            Minimum = parameter.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = parameter.Maximum?.ToString(CultureInfo.InvariantCulture),
            Enum = parameter.Values.Count > 0 ? [.. parameter.Values.Select(value => JsonValue.Create(value)!)] : null,
        },
    };

    private static void AddErrors(OpenApiOperation operation, IEnumerable<int> errors)
    {
        operation.Responses ??= [];
        foreach (var status in errors.Order())
        {
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), ErrorSchema.Response(status));
        }
    }

    private static IEnumerable<int> ErrorsOf(OpenApiOperation operation, ServiceProfile service, IList<object> metadata)
    {
        yield return 400;
        yield return 500;
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
        {
            yield return 404;
        }

        if (operation.RequestBody is not null)
        {
            yield return 413;
            yield return 415;
            if (metadata.OfType<IAcceptsMetadata>().Any() && service.Dialect.ValidationStatus != 400)
            {
                yield return service.Dialect.ValidationStatus;
            }
        }

        if (metadata.OfType<NetworkWord>().Any())
        {
            yield return 403;
        }

        if (metadata.OfType<Deprecation>().Any(deprecation => deprecation.Sunset is not null))
        {
            yield return 410;
        }

        if (service.Options.Bounds.DeadlineMs is not null)
        {
            yield return 503;
            yield return 504;
        }
    }
}
