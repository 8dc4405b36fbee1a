using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Seaworthy.Hosting;

namespace Seaworthy.Api.OpenApi;

/// <summary>
/// Says who may call an operation. It asks the application's own policies, as its authorisation does, so that the
/// document cannot promise another door than there is. An operation that is open to everybody says nothing.
/// </summary>
internal static partial class OperationSecurity
{
    public static async Task DescribeAsync(OpenApiOperation operation, ServiceProfile service, OpenApiOperationTransformerContext context)
    {
        if (await PolicyOfAsync(context.Description.ActionDescriptor, context.ApplicationServices) is not { } policy)
        {
            return;
        }

        operation.Responses ??= [];
        operation.Responses.TryAdd("401", ErrorSchema.Response(401));
        operation.Responses.TryAdd("403", ErrorSchema.Response(403));
        var described = service.Options.OpenApi.SecuritySchemes;
        var names = (await SchemesOfAsync(policy, described, context.ApplicationServices)).ToList();
        foreach (var name in names)
        {
            context.Document!.AddComponent(KeyOf(name), described[name].Describe());
        }

        // Any one of them opens it.
        operation.Security = names.Count == 0 ? null : [.. names.Select(name => new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(KeyOf(name), context.Document)] = [],
        })];
    }

    private static async Task<AuthorizationPolicy?> PolicyOfAsync(ActionDescriptor action, IServiceProvider services)
    {
        var metadata = MetadataOf(action, services);
        return services.GetService<IAuthorizationPolicyProvider>() is { } policies && !metadata.OfType<IAllowAnonymous>().Any()
            ? await AuthorizationPolicy.CombineAsync(policies, metadata.OfType<IAuthorizeData>(), metadata.OfType<AuthorizationPolicy>())
            : null;
    }

    /// <summary>All that is said of an action; <c>MapControllers().RequireAuthorization()</c> leaves its word on the endpoint, not on the action.</summary>
    public static IEnumerable<object> MetadataOf(ActionDescriptor action, IServiceProvider services) =>
        services.GetRequiredService<EndpointDataSource>().Endpoints
            .FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<ActionDescriptor>() == action)?.Metadata ?? (IEnumerable<object>)action.EndpointMetadata;

    // The policy's own schemes, else the default one. Where that is not described (a selector in front of others),
    // every described one may be behind it.
    private static async Task<IEnumerable<string>> SchemesOfAsync(
        AuthorizationPolicy policy, IDictionary<string, SecurityScheme> described, IServiceProvider services)
    {
        if (services.GetService<IAuthenticationSchemeProvider>() is not { } schemes)
        {
            return [];
        }

        var registered = (await schemes.GetAllSchemesAsync()).Select(scheme => scheme.Name).Where(described.ContainsKey).ToList();
        var asked = policy.AuthenticationSchemes.Count > 0 ? policy.AuthenticationSchemes : [(await schemes.GetDefaultAuthenticateSchemeAsync())?.Name ?? ""];
        var open = registered.Intersect(asked).ToList();
        return open.Count > 0 ? open : registered;
    }

    // What OpenAPI lets stand as a component's name.
    private static string KeyOf(string scheme) => NotInKey().Replace(scheme, "_");

    [GeneratedRegex(@"[^A-Za-z0-9._-]")]
    private static partial Regex NotInKey();
}
