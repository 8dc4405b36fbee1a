using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Seaworthy.Cors;

/// <summary>A service's CORS settings, ready to be written.</summary>
internal sealed class CorsPolicy(CorsOptions options)
{
    private readonly HashSet<string> _origins = [.. options.Origins.Select(Normalise)];

    public bool AllowsAny { get; } = options.Origins.Contains("*");
    public bool Credentials { get; } = options.Credentials;
    public StringValues Methods { get; } = string.Join(", ", options.Methods);
    public StringValues Headers { get; } = string.Join(", ", options.Headers);
    public StringValues Exposed { get; } = string.Join(", ", options.Exposed);
    public StringValues MaxAge { get; } = options.MaxAgeSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Exactly one of the listed origins: no suffix, no pattern, no other scheme or port.</summary>
    public bool Allows(string origin) => AllowsAny || _origins.Contains(origin.ToLowerInvariant());

    // Scheme and host do not tell cases apart; an origin has no path.
    private static string Normalise(string origin) => origin.TrimEnd('/').ToLowerInvariant();
}
