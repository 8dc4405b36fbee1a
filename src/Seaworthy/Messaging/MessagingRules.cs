using Seaworthy.Hosting.Settings;

namespace Seaworthy.Messaging;

/// <summary>What the address of a broker must be.</summary>
internal static class MessagingRules
{
    private const string Key = "Messaging:Url";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        if (options.Messaging.Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps" && address.Host.Length > 0))
        {
            yield return new(Key, url, "must be amqp://user:password@host:5672/ or amqps://…");
        }
    }
}
