using Seaworthy.Hosting.Settings;

namespace Seaworthy.Redis;

/// <summary>What Redis' settings must be beyond their type.</summary>
internal static class RedisRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var redis = options.Redis;
        if (redis.Url is not null && !RedisUrl.TryCompose(redis, out _, out var fault))
        {
            yield return new("Redis:Url", null, fault);
        }

        if (redis.ClientName.Length == 0 || redis.ClientName.Any(letter => letter is <= ' ' or > '~'))
        {
            yield return new("Redis:ClientName", redis.ClientName, "must be visible ASCII without spaces: Redis takes nothing else");
        }

        if (redis.CertificateAuthorityFile is { } file && !File.Exists(file))
        {
            yield return new("Redis:CertificateAuthorityFile", file, "is not there; name a PEM file, or leave it out to trust what the system trusts");
        }

        if (redis.ReconnectMs > redis.ReconnectMaxMs)
        {
            yield return new("Redis:ReconnectMs", $"{redis.ReconnectMs}", $"must not exceed Redis:ReconnectMaxMs = {redis.ReconnectMaxMs}");
        }
    }
}
