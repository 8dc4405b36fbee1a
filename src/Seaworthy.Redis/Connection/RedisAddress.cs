using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Seaworthy.Redis.Connection;

/// <summary>Where a Redis is and who it is asked as: <c>redis://[user[:password]@]host[:port][/database]</c>, or <c>rediss://</c> for TLS.</summary>
public sealed record RedisAddress
{
    private const string Allowed = "it must be redis://[user[:password]@]host[:port][/database], or rediss:// for TLS";
    private const int UsualPort = 6379;

    private RedisAddress(string host, int port) => (Host, Port) = (host, port);

    /// <summary>Name or address, without the brackets of IPv6.</summary>
    public string Host { get; }

    /// <summary>Default 6379.</summary>
    public int Port { get; }

    /// <summary>Whether the connection is encrypted and the server's certificate checked against <see cref="Host"/>.</summary>
    public bool IsEncrypted { get; private init; }

    /// <summary>Null for Redis' own default user.</summary>
    public string? User { get; private init; }

    /// <summary>Null where none is asked for.</summary>
    public string? Password { get; private init; }

    /// <summary>Number of the database. Default 0.</summary>
    public int Database { get; private init; }

    /// <summary>Reads a URL. Characters of user and password that mean something in a URL may be percent-encoded; a bare % must be.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="address">What it says; null when it cannot be read.</param>
    /// <param name="fault">What is wrong, what would be right and how to mend it; never holds a password. Null when nothing is wrong.</param>
    public static bool TryParse(string url, [NotNullWhen(true)] out RedisAddress? address, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(url);
        (address, var rule) = Parse(url);
        fault = address is null ? $"'{Shown(url)}' cannot be used: {rule}" : null;
        return address is not null;
    }

    /// <summary>The URL without user and password.</summary>
    public override string ToString()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return string.Create(CultureInfo.InvariantCulture, $"{(IsEncrypted ? "rediss" : "redis")}://{host}:{Port}/{Database}");
    }

    private static (RedisAddress?, string Rule) Parse(string url)
    {
        var (scheme, rest) = Split(url, "://");
        if (rest is null || scheme is not ("redis" or "rediss"))
        {
            return (null, Allowed);
        }

        // The last '@' ends the password, whatever was left unencoded in it: none can come after it.
        var at = rest.LastIndexOf('@');
        var (place, database) = Split(rest[(at + 1)..], "/");
        var (host, port) = SplitPort(place);
        var (user, password) = at < 0 ? ("", null) : Split(rest[..at], ":");
        return host.Length == 0 || host.AsSpan().ContainsAny(" ?#[]") ? (null, $"no host can be read from it; {Allowed}")
            : !TryNumber(port, UsualPort, 1, 65_535, out var number) ? (null, "the port must be a number from 1 to 65535; one behind a colon, or none for 6379")
            : !TryNumber(database, 0, 0, 1_000_000, out var index) ? (null, "what follows the host must be the number of a database, such as /0, and nothing else")
            : (new(host, number)
            {
                IsEncrypted = scheme == "rediss",
                User = user.Length == 0 ? null : Uri.UnescapeDataString(user),
                Password = password is null ? null : Uri.UnescapeDataString(password),
                Database = index,
            }, "");
    }

    private static (string, string?) Split(string text, string separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var found ? (text[..found], text[(found + separator.Length)..]) : (text, null);

    private static (string Host, string? Port) SplitPort(string place)
    {
        if (!place.StartsWith('['))
        {
            return Split(place, ":");
        }

        var end = place.IndexOf(']', StringComparison.Ordinal);
        return end < 0 ? ("", null) : (place[1..end], place[(end + 1)..] is [':', .. var port] ? port : end + 1 == place.Length ? null : "?");
    }

    private static bool TryNumber(string? text, int usual, int least, int most, out int number)
    {
        number = usual;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }

    // Whoever forgets the host has the password where a port is read: shown is only what can be no secret.
    private static string Shown(string url)
    {
        var (scheme, rest) = Split(url, "://");
        if (rest is null)
        {
            return url.Contains('@', StringComparison.Ordinal) || url.Contains(':', StringComparison.Ordinal) ? "***" : url;
        }

        var at = rest.LastIndexOf('@');
        var (host, port) = Split(rest[(at + 1)..], ":");
        var behind = port is null ? "" : port.All(c => char.IsAsciiDigit(c) || c == '/') ? $":{port}" : ":***";
        return $"{scheme}://{(at < 0 ? "" : "***@")}{host}{behind}";
    }
}
