using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Guarding;

/// <summary>What is other in front of somebody else's API than in one's own. Below every other source.</summary>
internal sealed class GuardDefaults : ConfigurationProvider, IConfigurationSource, ITellsPlace
{
    /// <summary>What stands before the guard's own paths: all others are the API's.</summary>
    public const string Prefix = "/.seaworthy";

    /// <summary>The settings, and why each is not the kit's own.</summary>
    public static IReadOnlyList<(string Key, string Value, string Why)> All { get; } =
    [
        ("Management:Prefix", Prefix, "the API may have a /health and a /metrics of its own"),
        ("Problems:TypeBase", $"{Prefix}/problems/", "and a /problems"),
        ("OpenApi:Enabled", "false", "the API describes itself"),
        ("Docs:Enabled", "false", "the API describes itself"),
        ("Bounds:DeadlineMs", "30000", "until the head of the answer; nobody waits for ever"),
        ("Resilience:DeadlineMs", "30000", "the same, retries included"),
        ("Resilience:AttemptMs", "30000", "a slow answer is an answer: what is slow is not asked twice"),
        ("Resilience:Concurrency", "500", "a guard stands before all of the API, not before one part of it"),
        ("Resilience:Queue", "500", "as many again wait for their turn"),
        ("Leaks:Mode", "Off", "an API that answers with tokens is not to be broken; say Mask or Block"),
        ("Caching:StatusHeader", "true", "Cache-Status says what the cache did"),
    ];

    public string PlaceOf(string key) => "guard's own default";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        foreach (var (key, value, _) in All)
        {
            Data[$"{SeaworthyOptions.Section}:{key}"] = value;
        }
    }
}
