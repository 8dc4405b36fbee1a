using Seaworthy.Hosting.Settings;

namespace Seaworthy.Resilience;

/// <summary>What settings of outgoing calls must be together, and what is said of one client.</summary>
internal static class ResilienceRules
{
    public const string ClientsKey = "Resilience:Clients";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var all = options.Resilience;
        if (all.AttemptMs > all.DeadlineMs)
        {
            yield return new("Resilience:AttemptMs", $"{all.AttemptMs}", $"must not exceed Resilience:DeadlineMs = {all.DeadlineMs}, the time of all attempts together");
        }

        if (all.RetryBaseMs > all.RetryMaxMs)
        {
            yield return new("Resilience:RetryBaseMs", $"{all.RetryBaseMs}", $"must not exceed Resilience:RetryMaxMs = {all.RetryMaxMs}, the longest wait");
        }

        if (all.BreakMs > all.BreakMaxMs)
        {
            yield return new("Resilience:BreakMs", $"{all.BreakMs}", $"must not exceed Resilience:BreakMaxMs = {all.BreakMaxMs}, the longest break");
        }

        foreach (var (client, text) in all.Clients)
        {
            ResilienceText.Read(text, ClientResilience.Of(all), out var fault);
            if (fault is not null)
            {
                yield return new($"{ClientsKey}:{client}", text, fault);
            }
        }
    }
}
