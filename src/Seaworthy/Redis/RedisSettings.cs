using Seaworthy.Hosting.Settings;

namespace Seaworthy.Redis;

/// <summary>
/// The Redis that caches and limits of several processes share (R33); for the process. Usual name of its URL: <c>REDIS_URL</c>.
/// Without one nothing connects anywhere.
/// </summary>
public sealed class RedisSettings
{
    /// <summary>
    /// <c>redis://[user[:password]@]host[:port][/database]</c>, or <c>rediss://</c> for TLS. Null (default): no Redis.
    /// </summary>
    [Secret]
    public string? Url { get; set; }

    /// <summary>The port, in place of the URL's. Null (default): what the URL says, or 6379.</summary>
    [InRange(1, 65_535)]
    public int? Port { get; set; }

    /// <summary>The password, in place of the URL's; nothing in it need be encoded. Null (default): what the URL says, or none.</summary>
    [Secret]
    public string? Password { get; set; }

    /// <summary>Number of the database, in place of the URL's. Null (default): what the URL says, or 0.</summary>
    [InRange(0, 1_000_000)]
    public int? Database { get; set; }

    /// <summary>A file with certificates (PEM) that the server's must come from. Null (default): those that the system trusts.</summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>What <c>CLIENT LIST</c> shows. Default <c>seaworthy</c>; no spaces.</summary>
    public string ClientName { get; set; } = "seaworthy";

    /// <summary>Milliseconds for name, socket, TLS and greeting together, per attempt. Default 5000. No request waits for it.</summary>
    [InRange(1, 600_000)]
    public int ConnectTimeoutMs { get; set; } = 5000;

    /// <summary>Milliseconds that a call waits for its answer where its feature has no bound of its own. Default 250.</summary>
    [InRange(1, 600_000)]
    public int CallTimeoutMs { get; set; } = 250;

    /// <summary>
    /// Milliseconds of silence after which a connection is given up; it is asked for a word at a third of it. Default 300: so late are
    /// others told of a change that could not be told over a link that froze.
    /// </summary>
    [InRange(30, 3_600_000)]
    public int KeepAliveMs { get; set; } = 300;

    /// <summary>
    /// The same for the connection that hears of changed keys, and so how long a copy may be used after its link froze. Default 300.
    /// </summary>
    [InRange(30, 3_600_000)]
    public int TrackedSilenceMs { get; set; } = 300;

    /// <summary>Milliseconds of the longest pause after the first failed attempt to connect; it doubles with each. Default 10.</summary>
    [InRange(1, 600_000)]
    public int ReconnectMs { get; set; } = 10;

    /// <summary>Milliseconds of the longest pause between attempts to connect. Default 100.</summary>
    [InRange(1, 600_000)]
    public int ReconnectMaxMs { get; set; } = 100;

    /// <summary>Calls that wait for an answer at the most, on each connection. Default 16,384; beyond it calls fail at once.</summary>
    [InRange(1, 1_048_576)]
    public int MaxInFlight { get; set; } = 16_384;

    /// <summary>Bytes of commands that wait to be sent at the most, on each connection. Default 67108864 (64 MiB).</summary>
    [InRange(65_536, 536_870_912)]
    public int MaxUnsentBytes { get; set; } = 67_108_864;

    /// <summary>Bytes of one reply at the most; a connection is given up where Redis announces more. Default 67108864 (64 MiB).</summary>
    [InRange(65_536, 536_870_912)]
    public int MaxReplyBytes { get; set; } = 67_108_864;
}
