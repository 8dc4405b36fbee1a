using Seaworthy.Hosting;

namespace Seaworthy.Workforce.Scores;

/// <summary>Which services score workflows, and how long one of them may take.</summary>
/// <param name="Services">Their addresses; empty while nobody has set any.</param>
/// <param name="Patience">After that a service has not answered. The document's number is 30 seconds.</param>
internal sealed record ScoringSetup(IReadOnlyList<Uri> Services, TimeSpan Patience)
{
    /// <summary>The name under which the settings have them: <c>Services__Workforce__Upstreams__scoring</c>.</summary>
    public const string Upstream = "scoring";

    /// <summary>Of one call: the document's number for the whole of it; a service that fails is asked once more, while the caller waits; larger answers are no scores.</summary>
    public const string Bounds = "deadline=30s attempt=30s retries=1 throttled=200ms answer=65536";

    public static ScoringSetup Of(ServiceProfile profile) => new(
        profile.Options.Upstreams.TryGetValue(Upstream, out var text)
            ? [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(address => new Uri(address))]
            : [],
        TimeSpan.FromSeconds(30));
}
