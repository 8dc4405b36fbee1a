using Microsoft.OpenApi;

namespace Seaworthy.Api.OpenApi;

/// <summary>
/// How callers prove who they are, as an OpenAPI document tells them. It describes an authentication scheme of the
/// application and authenticates nobody.
/// </summary>
public sealed record SecurityScheme
{
    private readonly SecuritySchemeType _type;
    private readonly string _word;

    private SecurityScheme(SecuritySchemeType type, string word)
    {
        _type = type;
        _word = word;
    }

    /// <summary>For people, Markdown: where a caller gets the token or key. Null (default) for nothing.</summary>
    public string? Description { get; init; }

    private string? Format { get; init; }

    /// <summary><c>Authorization: Bearer …</c>.</summary>
    /// <param name="format">A hint what the token is, <c>JWT</c>; null when it is nobody's business.</param>
    public static SecurityScheme Bearer(string? format = null) => new(SecuritySchemeType.Http, "bearer") { Format = format };

    /// <summary><c>Authorization: Basic …</c>, a name and a password.</summary>
    public static SecurityScheme Basic() => new(SecuritySchemeType.Http, "basic");

    /// <summary>A key in a header of its own.</summary>
    /// <param name="header">The header's name, such as <c>X-API-Key</c>.</param>
    public static SecurityScheme ApiKey(string header)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(header);
        return new(SecuritySchemeType.ApiKey, header);
    }

    internal OpenApiSecurityScheme Describe() => _type == SecuritySchemeType.Http
        ? new OpenApiSecurityScheme { Type = _type, Scheme = _word, BearerFormat = Format, Description = Description }
        : new OpenApiSecurityScheme { Type = _type, Name = _word, In = ParameterLocation.Header, Description = Description };
}
