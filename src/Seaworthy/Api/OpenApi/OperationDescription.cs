using System.Text.Json.Nodes;

namespace Seaworthy.Api.OpenApi;

/// <summary>
/// What an endpoint says of itself where its handler's signature cannot: handlers that take only the <c>HttpContext</c>, as
/// the lists of the data package do. Attached with <c>.WithOperation(…)</c>; becomes the operation in the OpenAPI document.
/// </summary>
/// <param name="Summary">One line for people.</param>
public sealed record OperationDescription(string Summary)
{
    /// <summary>More for people, Markdown; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Parameters of query and header. Those of the path are known from the route and may be described here too.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    /// <summary>Status of the good answer. Default 200.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The type whose schema the good answer has; null when <see cref="ResponseSchema"/> says it or there is no body.</summary>
    public Type? Response { get; init; }

    /// <summary>The schema itself (JSON Schema 2020-12), where no type has it; wins over <see cref="Response"/>.</summary>
    public JsonNode? ResponseSchema { get; init; }

    /// <summary>An answer as it looks; null makes one from the schema.</summary>
    public JsonNode? Example { get; init; }

    /// <summary>Error statuses beside those that the layer answers everywhere: 404 for an item, 409 for a clash.</summary>
    public IReadOnlyList<int> Errors { get; init; } = [];
}

/// <summary>One parameter.</summary>
/// <param name="Name">As it is written in the request.</param>
/// <param name="Type">JSON type: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>.</param>
/// <param name="Description">For people.</param>
public sealed record ParameterDescription(string Name, string Type, string Description)
{
    /// <summary>Where it stands: <c>query</c> (default), <c>path</c> or <c>header</c>.</summary>
    public string In { get; init; } = "query";

    /// <summary>Whether a request without it is refused. Default no.</summary>
    public bool Required { get; init; }

    /// <summary>What holds when it is absent; null when nothing does.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Smallest value, or null.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Largest value, or null.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>All values that are taken; empty for any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>JSON Schema format such as <c>int64</c> or <c>date-time</c>; null for none.</summary>
    public string? Format { get; init; }
}
