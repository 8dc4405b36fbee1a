using Seaworthy.Admin;
using Seaworthy.Caching;
using Seaworthy.Client;
using Seaworthy.Cors;
using Seaworthy.Gateway;
using Seaworthy.Identity.Accounts;
using Seaworthy.Identity.Firebase;
using Seaworthy.Identity.Tokens;
using Seaworthy.Images;
using Seaworthy.Jobs;
using Seaworthy.Mail;
using Seaworthy.Messaging;
using Seaworthy.Outgoing;
using Seaworthy.RateLimiting;
using Seaworthy.Redis;
using Seaworthy.Resilience;
using Seaworthy.SecurityHeaders;
using Seaworthy.Signatures;
using Seaworthy.Transport;

namespace Seaworthy.Hosting.Settings;

/// <summary>What values must be beyond their type; each feature's own rules stand beside its options.</summary>
internal static class SettingsRules
{
    private static readonly Func<SeaworthyOptions, SettingsScope, IEnumerable<BrokenRule>>[] Features =
        [AccountRules.Check, AdminRules.Check, CachingRules.Check, ClientRules.Check, CorsRules.Check, FirebaseRules.Check, GatewayRules.Check, ImageRules.Check, JobRules.Check, MailRules.Check, MessagingRules.Check, OutgoingRules.Check, RateLimitingRules.Check,
            RedisRules.Check, ResilienceRules.Check, SecurityHeadersRules.Check, SignatureRules.Check, TokenRules.Check, TransportRules.Check, UpstreamRules.Check];

    public static IEnumerable<SettingFault> Check(SettingsReading reading, SettingsScope scope)
    {
        var ranges = reading.Values.Select(value => Range(value.Setting, value.Value));
        var secrets = reading.Values.Select(value => SecretRules.Check(value.Setting, value.Value, scope));
        var features = Features.SelectMany(rules => rules(reading.Options, scope));
        return ranges.Concat(secrets).OfType<BrokenRule>().Concat(features).Select(broken => Told(broken, reading));
    }

    /// <summary>The fault as people read it: with the key that was written and the source that wrote it.</summary>
    public static SettingFault Told(BrokenRule broken, SettingsReading reading)
    {
        var value = reading.Values.First(value => value.Setting.Key == broken.Key);
        var shown = value.Setting.Secret is not null && value.Value is not null ? SettingText.Hidden : broken.Value;
        return new(value.Key, shown, broken.Must, value.Source);
    }

    private static BrokenRule? Range(Setting setting, object? value)
    {
        var number = value switch { int small => small, long large => large, _ => (long?)null };
        return setting.Range is { } range && (number < range.Min || number > range.Max)
            ? new(setting.Key, SettingText.Plain(value), $"must be {SettingText.Allowed(setting)}")
            : null;
    }
}

/// <summary>A rule that a value breaks.</summary>
/// <param name="Key">The setting, without its section.</param>
/// <param name="Value">The value, or the part of it that is wrong; null for none.</param>
/// <param name="Must">The rule.</param>
internal sealed record BrokenRule(string Key, string? Value, string Must);
