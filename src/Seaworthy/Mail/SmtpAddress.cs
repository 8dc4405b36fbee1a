using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Seaworthy.Mail;

/// <summary>Where a mail server is and who it is asked as: what <c>SMTP_URL</c> says.</summary>
internal sealed record SmtpAddress
{
    private const string Allowed = "it must be smtp://[user:password@]host[:port], or smtps:// for TLS from the first byte";

    private SmtpAddress(string host, int port) => (Host, Port) = (host, port);

    /// <summary>Name or address, without the brackets of IPv6.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    public bool IsEncrypted { get; private init; }

    public string? User { get; private init; }

    public string? Password { get; private init; }

    /// <summary>On this machine, so that nobody is on the way.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads a URL. Characters of user and password that mean something in a URL may be percent-encoded; a bare % must be.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="address">What it says; null when it cannot be read.</param>
    /// <param name="fault">What is wrong and what would be right; never holds a password.</param>
    public static bool TryParse(string url, [NotNullWhen(true)] out SmtpAddress? address, [NotNullWhen(false)] out string? fault)
    {
        (address, fault) = Parse(url);
        return address is not null;
    }

    /// <summary>The URL without user and password.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsEncrypted ? "smtps" : "smtp")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    private static (SmtpAddress?, string? Fault) Parse(string url)
    {
        var (scheme, rest) = Split(url, "://");
        if (rest is null || scheme is not ("smtp" or "smtps"))
        {
            return (null, Allowed);
        }

        // The last '@' ends the password, whatever was left unencoded in it.
        var at = rest.LastIndexOf('@');
        var (place, path) = Split(rest[(at + 1)..], "/");
        if (!string.IsNullOrEmpty(path) || !Uri.TryCreate($"tcp://{place}", UriKind.Absolute, out var found) || found.Host.Length == 0 || place.AsSpan().ContainsAny(" ?#"))
        {
            return (null, $"no host and port can be read from it; {Allowed}");
        }

        var (user, password) = at < 0 ? (null, null) : Split(rest[..at], ":");
        if (at >= 0 && string.IsNullOrEmpty(password))
        {
            return (null, $"it names a user without a password; {Allowed}");
        }

        var address = new SmtpAddress(found.DnsSafeHost, found.Port)
        {
            IsEncrypted = scheme == "smtps",
            User = user is null ? null : Uri.UnescapeDataString(user),
            Password = password is null ? null : Uri.UnescapeDataString(password),
        };
        return (found.Port > 0 ? address : new SmtpAddress(address.Host, address.IsEncrypted ? 465 : address.IsLoopback ? 25 : 587)
        {
            IsEncrypted = address.IsEncrypted, User = address.User, Password = address.Password,
        }, null);
    }

    private static (string, string?) Split(string text, string separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var found ? (text[..found], text[(found + separator.Length)..]) : (text, null);
}
