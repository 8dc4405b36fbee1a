namespace Seaworthy.Api.OpenApi;

/// <summary>The descriptions of the API for programs (R49).</summary>
public sealed class OpenApiSettings
{
    /// <summary>
    /// Serves <c>/openapi/{version}.json</c>. Null (default): on for the five services, elsewhere in Development only. The
    /// document names every endpoint, so it is a choice.
    /// </summary>
    public bool? Enabled { get; set; }
}
