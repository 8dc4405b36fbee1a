namespace Seaworthy.Hosting.Settings;

/// <summary>What <c>DATABASE_URL</c> may say.</summary>
internal static class DatabaseUrl
{
    public const string Allowed = "must be postgresql://user:password@host/name, an Npgsql string (Host=…) or sqlite:PATH";

    private static readonly string[] Foreign = ["mysql", "mariadb", "mongodb", "mssql", "sqlserver", "oracle"];

    /// <summary>Python's spellings become ours: <c>postgresql+asyncpg://</c>, <c>postgres://</c>, <c>sqlite:///./app.db</c>.</summary>
    public static string Normalise(string url)
    {
        var end = url.IndexOf("://", StringComparison.Ordinal);
        return end < 0 ? url : url[..end].Split('+')[0].ToLowerInvariant() switch
        {
            "postgres" or "postgresql" => "postgresql" + url[end..],
            "sqlite" => "sqlite:" + url[(end + 3)..] switch { ['/', .. var path] => path, var path => path },
            _ => url,
        };
    }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? Fault(string url)
    {
        var scheme = url.Split(':', '+')[0].ToLowerInvariant();
        return Foreign.Contains(scheme) ? $"names {scheme}: PostgreSQL or SQLite stands for it here; {Allowed}"
            : IsPostgres(url) || IsSqlite(url) ? null
            : Allowed;
    }

    public static bool IsPostgres(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "postgresql" or "postgres"
            ? uri.Host.Length > 0
            : url.Contains("Host=", StringComparison.OrdinalIgnoreCase) || url.Contains("Server=", StringComparison.OrdinalIgnoreCase);

    private static bool IsSqlite(string url) => url.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) && url.Length > 7;
}
