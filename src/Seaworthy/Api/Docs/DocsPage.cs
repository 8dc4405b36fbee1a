using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Hosting;
using Seaworthy.Identity;

namespace Seaworthy.Api.Docs;

/// <summary>
/// <c>/docs</c>: our own page, its script and its style, embedded in the assembly. Nothing is loaded from elsewhere, and the
/// policy says so to the browser.
/// </summary>
internal static class DocsPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Assembly Home = typeof(DocsPage).Assembly;

    private static readonly IReadOnlyList<(string Name, string Type)> Assets =
    [
        ("docs.css", "text/css"), ("main.js", "text/javascript"), ("documents.js", "text/javascript"), ("elements.js", "text/javascript"),
        ("credentials.js", "text/javascript"), ("operation.js", "text/javascript"), ("schema.js", "text/javascript"), ("try.js", "text/javascript"),
    ];

    public static void Map(IEndpointRouteBuilder routes, ServiceProfile service, string prefix)
    {
        var page = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Read("docs.html"))
            .Replace("{prefix}", HtmlEncoder.Default.Encode(prefix), StringComparison.Ordinal)
            .Replace("{title}", HtmlEncoder.Default.Encode(prefix.Length == 0 ? "API" : service.Name), StringComparison.Ordinal));
        var group = routes.MapGroup($"{prefix}/docs").ExcludeFromDescription().WithMetadata(new OwnPageWord());
        Serve(group, "/", page, "text/html; charset=utf-8");
        foreach (var (name, type) in Assets)
        {
            Serve(group, $"/assets/{name}", Read(name), $"{type}; charset=utf-8");
        }
    }

    private static void Serve(IEndpointRouteBuilder group, string route, byte[] bytes, string type) =>
        group.MapMethods(route, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(bytes, type);
        }).WithOrder(int.MaxValue);

    private static byte[] Read(string name)
    {
        using var stream = Home.GetManifestResourceStream($"Seaworthy.Docs.{name}")
            ?? throw new InvalidOperationException($"The page's part {name} is not embedded in {Home.GetName().Name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
