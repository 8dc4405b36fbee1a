using System.Diagnostics.CodeAnalysis;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis;

/// <summary>What <c>REDIS_URL</c> and its neighbours say together.</summary>
internal static class RedisUrl
{
    private const string Scheme = "redis://";

    /// <summary>A bare host, as documents write it in <c>REDIS_HOST</c>, becomes a URL.</summary>
    public static string Normalise(string text) =>
        text.Length == 0 || text.Contains("://", StringComparison.Ordinal) ? text : Scheme + text;

    /// <summary>The URL with what stands beside it put in its place.</summary>
    /// <param name="settings">The settings; there must be a URL.</param>
    /// <param name="url">The whole of it; null when it cannot be read.</param>
    /// <param name="fault">What is wrong; never holds a password. Null when nothing is.</param>
    public static bool TryCompose(RedisSettings settings, [NotNullWhen(true)] out string? url, [NotNullWhen(false)] out string? fault)
    {
        url = null;
        if (!RedisAddress.TryParse(settings.Url!, out var address, out fault))
        {
            return false;
        }

        var password = settings.Password ?? address.Password;
        var login = password is null && address.User is null ? "" : $"{Escaped(address.User)}{(password is null ? "" : $":{Escaped(password)}")}@";
        var host = address.Host.Contains(':', StringComparison.Ordinal) ? $"[{address.Host}]" : address.Host;
        url = $"{(address.IsEncrypted ? "rediss://" : Scheme)}{login}{host}:{settings.Port ?? address.Port}/{settings.Database ?? address.Database}";
        return true;
    }

    private static string Escaped(string? text) => Uri.EscapeDataString(text ?? "");
}
