namespace Seaworthy.Redis;

/// <summary>How a <see cref="RedisClient"/> reaches Redis and what it may use up. The defaults are for a Redis in the same network.</summary>
public sealed class RedisOptions
{
    /// <summary>
    /// <c>redis://[user[:password]@]host[:port][/database]</c>, or <c>rediss://</c> for TLS. Default <c>redis://localhost:6379/0</c>.
    /// </summary>
    public string Url { get; set; } = "redis://localhost:6379/0";

    /// <summary>A file with certificates (PEM) that a server's must come from. Null (default) for those that the system trusts.</summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>What <c>CLIENT LIST</c> shows. Default <c>seaworthy</c>; no spaces.</summary>
    public string ClientName { get; set; } = "seaworthy";

    /// <summary>Milliseconds for name, socket, TLS and greeting together, per attempt. Default 5000. No call ever waits for it.</summary>
    public int ConnectTimeoutMs { get; set; } = 5000;

    /// <summary>Milliseconds a call waits for its answer where it does not say. Default 250; told within 10 more.</summary>
    public int CallTimeoutMs { get; set; } = 250;

    /// <summary>
    /// Milliseconds without a word from Redis after which the data connection is given up; it is asked for one at a third of it.
    /// Default 15,000.
    /// </summary>
    public int KeepAliveMs { get; set; } = 15_000;

    /// <summary>
    /// The same for the tracked connection, and how old the last proof may be that no change of a key was missed. Default 500.
    /// </summary>
    public int TrackedSilenceMs { get; set; } = 500;

    /// <summary>
    /// Beginnings of keys of which the tracked connection hears every change, whether it has read them or not; no one of them the
    /// beginning of another. Empty (default): it hears of the keys that it has read.
    /// </summary>
    public IList<string> TrackedPrefixes { get; } = [];

    /// <summary>Milliseconds of the longest pause after the first failed attempt to connect; it doubles with each. Default 10.</summary>
    public int ReconnectMs { get; set; } = 10;

    /// <summary>Milliseconds of the longest pause between attempts; each is drawn between zero and its bound. Default 250.</summary>
    public int ReconnectMaxMs { get; set; } = 250;

    /// <summary>Calls of one connection that wait for an answer at the most, rounded up to a power of two. Default 16,384.</summary>
    public int MaxInFlight { get; set; } = 16_384;

    /// <summary>Bytes of commands that wait to be sent on one connection at the most. Default 64 MiB.</summary>
    public int MaxUnsentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes of one reply at the most; the connection is given up where Redis announces more. Default 64 MiB.</summary>
    public int MaxReplyBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>What is wrong with these values, one line each with the value, the rule and what to do; empty when they can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (!Connection.RedisAddress.TryParse(Url, out _, out var url))
        {
            faults.Add($"Url {url}");
        }

        if (ClientName.Length == 0 || ClientName.Any(c => c is <= ' ' or > '~'))
        {
            faults.Add($"ClientName '{ClientName}' must be visible ASCII without spaces: Redis takes nothing else");
        }

        if (CertificateAuthorityFile is { } file && !File.Exists(file))
        {
            faults.Add($"CertificateAuthorityFile '{file}' is not there; name a PEM file, or leave it out to trust what the system trusts");
        }

        faults.AddRange(TrackedPrefixes
            .SelectMany(prefix => TrackedPrefixes.Where(other => !ReferenceEquals(prefix, other) && other.StartsWith(prefix, StringComparison.Ordinal))
                .Select(other => $"TrackedPrefixes '{other}' begins with '{prefix}': name the shorter one alone, Redis refuses both")));
        InRange(nameof(ConnectTimeoutMs), ConnectTimeoutMs, 1, 600_000);
        InRange(nameof(CallTimeoutMs), CallTimeoutMs, 1, 600_000);
        InRange(nameof(KeepAliveMs), KeepAliveMs, 30, 3_600_000);
        InRange(nameof(TrackedSilenceMs), TrackedSilenceMs, 30, 3_600_000);
        InRange(nameof(ReconnectMs), ReconnectMs, 1, ReconnectMaxMs);
        InRange(nameof(ReconnectMaxMs), ReconnectMaxMs, 1, 600_000);
        InRange(nameof(MaxInFlight), MaxInFlight, 1, 1 << 20);
        InRange(nameof(MaxUnsentBytes), MaxUnsentBytes, 64 * 1024, 1 << 29);
        InRange(nameof(MaxReplyBytes), MaxReplyBytes, 64 * 1024, 1 << 29);
        return faults;

        void InRange(string name, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{name} {value} must be from {least} to {most}");
            }
        }
    }
}
