namespace Seaworthy.Hosting.Settings;

/// <summary>Secrets that everybody knows are none: refused where others depend on them (R62).</summary>
internal static class SecretRules
{
    private static readonly string[] Samples =
    [
        "changeme", "change-me", "change_me", "secret", "secret-key", "secretkey", "your-secret-key", "your_secret_key", "yoursecretkey",
        "your-secret-key-here", "supersecret", "super-secret", "super-secret-key", "password", "example", "test", "dev", "todo",
    ];

    public static BrokenRule? Check(Setting setting, object? value, SettingsScope scope)
    {
        if (setting.Secret is not { MinLength: > 0 } secret || value is not string text || !scope.IsLive)
        {
            return null;
        }

        return IsSample(text) ? new(setting.Key, null, "is a sample, not a secret; make one: openssl rand -hex 32")
            : text.Length < secret.MinLength ? new(setting.Key, null, $"must be {secret.MinLength} characters or more; make one: openssl rand -hex 32")
            : null;
    }

    // "your-secret-key-change-in-production" is long enough, and in every tutorial; so is one letter, 32 times.
    public static bool IsSample(string text) =>
        Samples.Contains(text, StringComparer.OrdinalIgnoreCase)
        || text.Contains("change-me", StringComparison.OrdinalIgnoreCase)
        || text.Contains("changeme", StringComparison.OrdinalIgnoreCase)
        || text.Contains("change-in-production", StringComparison.OrdinalIgnoreCase)
        || text.Contains("test-secret", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("your-", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("your_", StringComparison.OrdinalIgnoreCase)
        || text.Distinct().Count() < 4;
}
