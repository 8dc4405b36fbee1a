namespace Seaworthy.Api.OpenApi;

/// <summary>The descriptions of the API for programs (R49).</summary>
public sealed class OpenApiSettings
{
    /// <summary>
    /// Serves <c>/openapi/{version}.json</c>. Null (default): on for the five services, elsewhere in Development only. The
    /// document names every endpoint, so it is a choice.
    /// </summary>
    public bool? Enabled { get; set; }

    /// <summary>
    /// How the application's authentication schemes are described, by their names: <c>["ApiKey"] =
    /// SecurityScheme.ApiKey("X-API-Key")</c>. A name that is not here, or that no registered scheme has, is not in the
    /// document. Default: <c>Bearer</c> is a JWT; <c>BearerToken</c> and <c>Identity.Bearer</c> are bearer tokens;
    /// <c>Basic</c> is basic. Set in code only, where the schemes are registered too.
    /// </summary>
    public IDictionary<string, SecurityScheme> SecuritySchemes { get; } = new Dictionary<string, SecurityScheme>
    {
        ["Bearer"] = SecurityScheme.Bearer("JWT"),
        ["BearerToken"] = SecurityScheme.Bearer(),
        ["Identity.Bearer"] = SecurityScheme.Bearer(),
        ["Basic"] = SecurityScheme.Basic(),
    };
}
