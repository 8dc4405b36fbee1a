namespace Seaworthy.Api.Versions;

/// <summary>How endpoints leave (R43).</summary>
public sealed class VersionsOptions
{
    /// <summary>
    /// Answers 410 Gone once the sunset of an endpoint has passed. Default on; off goes on answering, with the headers that
    /// say it should not be used any more.
    /// </summary>
    public bool GoneAfterSunset { get; set; } = true;
}
