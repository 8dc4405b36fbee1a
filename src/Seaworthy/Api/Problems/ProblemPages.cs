using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Management;
using Seaworthy.Identity;

namespace Seaworthy.Api.Problems;

/// <summary>
/// What stands behind the <c>type</c> of a problem: a page for people at <c>/problems/{name}</c>, and a list of them. Plain
/// HTML without a script; only its own style may apply. Any endpoint of the app that takes the path comes first, a catch-all
/// or a fallback too.
/// </summary>
internal static class ProblemPages
{
    private const string Style = """
        :root{color-scheme:light dark;background:light-dark(#fff,#14171c);color:light-dark(#1b2430,#e4e8ee)}body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}
        code{font-family:ui-monospace,monospace}dt{font-weight:600;margin-top:1rem}dd{margin:0}li{margin:.4rem 0}
        a{color:light-dark(#0b5cad,#7db8f5)}
        """;

    // The page is ours to the last byte, so its one style is named by its hash and nothing else can be loaded.
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="routes">The application.</param>
    /// <param name="route">Where they stand; only at the usual place does the app come first.</param>
    public static void Map(IEndpointRouteBuilder routes, string route)
    {
        var services = routes.ServiceProvider.GetRequiredService<ServiceProfiles>();
        IReadOnlyList<ProblemType> all = [.. ProblemTypes.All, .. services.All.SelectMany(service => service.Problems)];
        var pages = routes.MapGroup(route).ExcludeFromDescription().WithMetadata(new OwnPageWord());
        var isUsual = $"{route}/" == new ProblemsOptions().TypeBase;
        var order = isUsual ? int.MaxValue : 0;
        if (isUsual)
        {
            pages.WithMetadata(new GivesWay());
        }

        pages.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Html(context, "Problems", Index(route, all))).WithOrder(order);
        foreach (var type in all)
        {
            var page = Page(route, type);
            pages.MapMethods(type.Name, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Html(context, type.Title, page)).WithOrder(order);
        }
    }

    private static string Index(string route, IEnumerable<ProblemType> all) => $"""
        <h1>Problems</h1><p>Every error answer names one of these in its member <code>type</code>.</p><ul>
        {string.Concat(all.Select(type => $"<li><a href=\"{route}/{type.Name}\">{type.Name}</a>: {Encode(type.Title)} ({type.Status})</li>"))}
        </ul>
        """;

    private static string Page(string route, ProblemType type) => $"""
        <h1>{Encode(type.Title)}</h1><dl>
        <dt>Type</dt><dd><code>{type.Uri ?? $"{route}/{type.Name}"}</code></dd>
        <dt>Status</dt><dd>{type.Status}</dd>
        <dt>Code, where a service sends one</dt><dd><code>{type.Code}</code></dd>
        <dt>What to do</dt><dd>{Encode(type.Repair)}</dd>
        </dl><p><a href="{route}">All problems</a></p>
        """;

    private static ContentHttpResult Html(HttpContext context, string title, string body)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Encode(title)}</title><meta name=\"viewport\" content=\"width=device-width\"><style>{Style}</style></head><body><main>{body}</main></body></html>",
            "text/html; charset=utf-8");
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
