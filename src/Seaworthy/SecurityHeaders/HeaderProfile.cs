using Microsoft.Extensions.Primitives;

namespace Seaworthy.SecurityHeaders;

/// <summary>A named set of security headers.</summary>
/// <param name="Name">As the setting names it.</param>
/// <param name="XssProtection">The old browser filter: <c>0</c> is today's advice, the cafe's document asks for more.</param>
/// <param name="DeniesAllFrames">
/// X-Frame-Options on every answer, as the cafe's document asks (R6); else on data only, which no browser shows: a page of
/// the app may be meant for a frame.
/// </param>
internal sealed record HeaderProfile(string Name, string XssProtection, bool DeniesAllFrames)
{
    public static readonly StringValues NoSniff = "nosniff";
    public static readonly StringValues NoStore = "no-store";
    public static readonly StringValues Deny = "DENY";
    public static readonly StringValues NoReferrer = "no-referrer";
    public static readonly StringValues SameOrigin = "same-origin";
    public static readonly StringValues NoPolicies = "none";
    public static readonly StringValues ApiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static IReadOnlyList<HeaderProfile> All { get; } = [new("default", "0", DeniesAllFrames: false), new("cafe", "1; mode=block", DeniesAllFrames: true)];

    public StringValues Xss { get; } = XssProtection;

    public static HeaderProfile Named(string name) =>
        All.FirstOrDefault(profile => profile.Name == name)
        ?? throw new ArgumentException($"header profile '{name}' is not one of {string.Join(", ", All.Select(p => p.Name))}", nameof(name));
}
