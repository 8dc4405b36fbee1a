using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting;

namespace Seaworthy.Api.Versions;

/// <summary>A <see cref="Deprecation"/> as headers, written once per endpoint when its plan is compiled.</summary>
internal sealed class DeprecationHeaders
{
    private readonly StringValues _deprecation;
    private readonly StringValues _sunset;
    private readonly StringValues _links;
    private readonly string _successor;
    private readonly DateTimeOffset? _end;

    private DeprecationHeaders(Deprecation deprecation, string successor, (string Address, string Type)? written, bool ends)
    {
        _deprecation = string.Create(CultureInfo.InvariantCulture, $"@{deprecation.Since.ToUnixTimeSeconds()}");
        _sunset = deprecation.Sunset?.ToString("R", CultureInfo.InvariantCulture);
        _successor = successor;
        _end = ends ? deprecation.Sunset : null;
        _links = new StringValues(
        [
            $"<{successor}>; rel=\"successor-version\"",
            .. written is null ? Array.Empty<string>() : [Link(written.Value, "deprecation")],
            .. written is null || deprecation.Sunset is null ? Array.Empty<string>() : [Link(written.Value, "sunset")],
        ]);
    }

    /// <summary>Null for an endpoint that stays.</summary>
    /// <param name="deprecation">What the endpoint says.</param>
    /// <param name="service">Its service.</param>
    /// <param name="version">Its version, whose document holds it.</param>
    public static DeprecationHeaders? For(Deprecation? deprecation, ServiceProfile service, string version) => deprecation is null ? null : new(
        deprecation,
        Uri.IsWellFormedUriString(deprecation.Successor, UriKind.Absolute) ? deprecation.Successor : service.Prefix + deprecation.Successor,
        WrittenDown(service, version),
        service.Options.Versions.GoneAfterSunset);

    // Where it is written down: the page for people, else the document; nowhere when neither is served.
    private static (string Address, string Type)? WrittenDown(ServiceProfile service, string version) => service switch
    {
        { ServesDocuments: true, ServesDocs: true } => ($"{service.Prefix}/docs", "text/html"),
        { ServesDocuments: true } => (new ApiDocument(service, version).Path, "application/json"),
        _ => null,
    };

    private static string Link((string Address, string Type) to, string relation) => $"<{to.Address}>; rel=\"{relation}\"; type=\"{to.Type}\"";

    /// <summary>What is wrong with a deprecation, or null (RFC 9745, section 4: a sunset is never earlier).</summary>
    public static string? Fault(Deprecation deprecation) => deprecation.Sunset < deprecation.Since
        ? string.Create(CultureInfo.InvariantCulture,
            $"its sunset {deprecation.Sunset:yyyy-MM-dd} is before its deprecation {deprecation.Since:yyyy-MM-dd}. Set a sunset that is not earlier, or none.")
        : null;

    /// <summary>Whether there is a day from which on it answers 410.</summary>
    public bool Ends => _end is not null;

    public void WriteTo(IHeaderDictionary headers)
    {
        headers["Deprecation"] = _deprecation;
        if (_sunset.Count > 0)
        {
            headers["Sunset"] = _sunset;
        }

        headers.Link = StringValues.Concat(headers.Link, _links);
    }

    /// <summary>410 when the end has come and the service lets endpoints end, else null.</summary>
    public Problem? GoneAt(DateTimeOffset now) => now < _end || _end is null ? null : Problem.Of(
        ProblemTypes.Gone,
        string.Create(CultureInfo.InvariantCulture, $"This endpoint ended on {_end.Value.UtcDateTime:yyyy-MM-dd}. Use {_successor} instead."));
}
