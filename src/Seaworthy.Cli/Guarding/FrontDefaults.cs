using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Guarding;

/// <summary>What is other in front of an API than in it. Below every other source.</summary>
/// <param name="place">Whose defaults they are.</param>
/// <param name="own">What this one has beside those that all have.</param>
internal sealed class FrontDefaults(string place, params (string Key, string Value, string Why)[] own) : ConfigurationProvider, IConfigurationSource, ITellsPlace
{
    /// <summary>What stands before a guard's own paths: all others are the API's.</summary>
    public const string GuardPrefix = "/.seaworthy";

    private static readonly (string Key, string Value, string Why)[] Common =
    [
        ("OpenApi:Enabled", "false", "the API describes itself"),
        ("Docs:Enabled", "false", "the API describes itself"),
        ("Bounds:DeadlineMs", "30000", "until the head of the answer; nobody waits for ever"),
        ("Resilience:DeadlineMs", "30000", "the same, retries included"),
        ("Resilience:AttemptMs", "30000", "a slow answer is an answer: what is slow is not asked twice"),
        ("Resilience:Concurrency", "500", "it stands before all of an API, not before one part of it"),
        ("Resilience:Queue", "500", "as many again wait for their turn"),
        ("Leaks:Mode", "Off", "an API that answers with tokens is not to be broken; say Mask or Block"),
        ("Caching:StatusHeader", "true", "Cache-Status says what the cache did"),
    ];

    public static FrontDefaults OfGuard => new(
        "guard's own default",
        ("Management:Prefix", GuardPrefix, "the API may have a /health and a /metrics of its own"),
        ("Problems:TypeBase", $"{GuardPrefix}/problems/", "and a /problems"));

    public static FrontDefaults OfGateway => new(
        "gateway's own default",
        ("Gateway:HealthPath", "/health/ready", "every service has this page"),
        ("Bounds:BodyBytes", $"{GatewayBodyBytes}", "each service knows what it takes where; this is the server's own bound"));

    private const int GatewayBodyBytes = 30_000_000;

    /// <summary>The settings, and why each is not the kit's own.</summary>
    public IEnumerable<(string Key, string Value, string Why)> All => Common.Concat(own);

    public string PlaceOf(string key) => place;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        foreach (var (key, value, _) in All)
        {
            Data[$"{SeaworthyOptions.Section}:{key}"] = value;
        }
    }
}
