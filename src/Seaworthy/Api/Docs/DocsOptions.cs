namespace Seaworthy.Api.Docs;

/// <summary>The page at <c>/docs</c> where people read and try the API.</summary>
public sealed class DocsOptions
{
    /// <summary>Serves it. Null (default): in Development only, since it offers calls to whoever finds it. Needs the OpenAPI documents.</summary>
    public bool? Enabled { get; set; }
}
