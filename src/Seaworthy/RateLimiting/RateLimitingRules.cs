using System.Text.RegularExpressions;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.RateLimiting;

/// <summary>What limits must be; asked at the start, and again for every change while the process runs.</summary>
internal static partial class RateLimitingRules
{
    public const string AddressKey = "RateLimiting:Address";
    public const string PoliciesKey = "RateLimiting:Policies";
    public const string StoreKey = "RateLimiting:Store";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var limits = options.RateLimiting;
        if (LimitText.Parse(limits.Address, out var wrong) is { Per: not LimitSubject.Address })
        {
            wrong = "counts by address: say other limits as Policies, and name them with RequireLimit";
        }

        if (wrong is not null)
        {
            yield return new(AddressKey, limits.Address, wrong);
        }

        if (limits is { Store: LimitStore.Redis, Enabled: true } && options.Redis.Url is null)
        {
            yield return new(StoreKey, $"{limits.Store}", "needs a Redis to count in: set REDIS_URL=redis://host, or leave Store at Process");
        }

        foreach (var (name, text) in limits.Policies)
        {
            LimitText.Parse(text, out var fault);
            fault = Name().IsMatch(name) && name != ServiceLimits.AddressName
                ? fault
                : $"has the name '{name}': take one of lower-case letters, digits and hyphens that is not '{ServiceLimits.AddressName}'";
            if (fault is not null)
            {
                yield return new($"{PoliciesKey}:{name}", text, fault);
            }
        }
    }

    // A String of RFC 9651 without escapes, and the value of a label.
    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex Name();
}
