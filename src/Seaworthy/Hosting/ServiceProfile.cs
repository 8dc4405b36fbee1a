using System.Globalization;
using System.Net;
using Microsoft.Extensions.Primitives;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;
using Seaworthy.Client;
using Seaworthy.Cors;
using Seaworthy.SecurityHeaders;
using Seaworthy.Signatures;

namespace Seaworthy.Hosting;

/// <summary>
/// What is the same for all endpoints of a service: its shape on the wire and its settings. An app of your own is one
/// service at the root; <c>seaworthy serve</c> holds five under their prefixes.
/// </summary>
public sealed class ServiceProfile
{
    internal ServiceProfile(string name, string prefix, Dialect dialect, SeaworthyOptions options)
    {
        Name = name;
        Title = name;
        Prefix = prefix;
        Dialect = dialect;
        Options = options;
        Cors = new CorsPolicy(options.Cors);
        Headers = HeaderProfile.Named(options.SecurityHeaders.Profile);
        AdminNetworks = [.. options.Admin.Networks.Select(Networks.Parse)];
        Signers = new Signers(options.Signatures);
        Hsts = options.SecurityHeaders.HstsSeconds is > 0 and var seconds
            ? new StringValues(string.Create(CultureInfo.InvariantCulture, $"max-age={seconds}"))
            : StringValues.Empty;
    }

    /// <summary>Lower-case name: metric label, settings section, database schema.</summary>
    public string Name { get; }

    /// <summary>Its name for people: <c>GroFast grocery</c>.</summary>
    public string Title { get; init; }

    /// <summary>Problems that only it answers.</summary>
    public IReadOnlyList<ProblemType> Problems { get; init; } = [];

    /// <summary>Another place of its health page, below its prefix; null for none.</summary>
    internal string? HealthPath { get; init; }

    /// <summary>Path prefix, <c>/grocery</c>; empty at the root.</summary>
    public string Prefix { get; }

    /// <summary>The shape of its pages and errors.</summary>
    public Dialect Dialect { get; }

    /// <summary>Its settings: the kit's defaults, then the service's, then <c>Seaworthy</c>, then <c>Services:Name</c>.</summary>
    public SeaworthyOptions Options { get; }

    /// <summary>For whom a token must be that this service accepts.</summary>
    internal string Audience => Options.Identity.Tokens.Audience ?? Name;

    /// <summary>Whether its OpenAPI documents are served.</summary>
    internal bool ServesDocuments { get; init; }

    /// <summary>Whether its page for people is served beside them.</summary>
    internal bool ServesDocs { get; init; }

    internal CorsPolicy Cors { get; }

    internal HeaderProfile Headers { get; }

    /// <summary>From where endpoints that say <c>RequireNetwork</c> may be called.</summary>
    internal IPNetwork[] AdminNetworks { get; }

    internal Signers Signers { get; }

    internal StringValues Hsts { get; }
}
