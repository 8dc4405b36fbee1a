using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Api.OpenApi;

/// <summary>Which version of its service an endpoint belongs to: what it says itself, else the segment <c>/v2/</c> of its route, else v1.</summary>
internal static partial class ApiVersion
{
    /// <summary>Versions that a service can have at once; each is a document, and documents are registered before routes exist.</summary>
    public static readonly string[] All = ["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9"];

    public static string Of(string route, IEnumerable<object> metadata) =>
        metadata.OfType<VersionWord>().LastOrDefault()?.Name
        ?? (Segment().Match(route) is { Success: true, Groups: [_, var segment, ..] } ? segment.Value : All[0]);

    [GeneratedRegex("(?:^|/)(v[1-9])(?:/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Segment();
}

/// <summary>What <c>.InVersion("v2")</c> leaves on an endpoint.</summary>
internal sealed record VersionWord
{
    public VersionWord(string name)
    {
        if (!ApiVersion.All.Contains(name))
        {
            throw new ArgumentException($"version '{name}' is not one of {string.Join(", ", ApiVersion.All)}", nameof(name));
        }

        Name = name;
    }

    public string Name { get; }
}
