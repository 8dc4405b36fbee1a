using Npgsql;
using Seaworthy.Hosting.Settings;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>The process's connection pools: one per database, however many services share it.</summary>
internal sealed class PostgreSqlSources(CurrentRequest current, TimeProvider time) : IAsyncDisposable
{
    // A connection that waits says so now and then, or it would wait for a server that is long gone.
    private const int KeepAliveSeconds = 10;

    // So that the server notices within a minute whose machine is gone, and not after hours: until then each has one of its connections.
    private const string KeepAlives = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

    // Npgsql's own.
    private const int PruningSeconds = 10;

    // One for each service of the process that publishes, and fewer where there are more.
    private const int Relays = 4;
    private readonly Dictionary<string, NpgsqlDataSource> _sources = [];
    private readonly Dictionary<string, WorkConnections> _opened = [];
    private readonly Lock _guard = new(); // guards both while services start

    public PostgreSqlPools For(string url, DatabaseOptions options)
    {
        var work = ConnectionString(url, options);
        return new(
            Source(work),
            Source(new NpgsqlConnectionStringBuilder(work) { MinPoolSize = 0, MaxPoolSize = 1, ApplicationName = "seaworthy-probe" }.ConnectionString),
            Source(new NpgsqlConnectionStringBuilder(work) { Pooling = false, KeepAlive = KeepAliveSeconds, ApplicationName = "seaworthy-listen" }.ConnectionString),
            Source(new NpgsqlConnectionStringBuilder(work) { MinPoolSize = 0, MaxPoolSize = Relays, ApplicationName = "seaworthy-relay" }.ConnectionString),
            Source(new NpgsqlConnectionStringBuilder(work) { Pooling = false, CommandTimeout = 0 }.ConnectionString),
            Opened(work, TimeSpan.FromMilliseconds(options.PoolWaitMs)));
    }

    private NpgsqlDataSource Source(string connectionString)
    {
        lock (_guard)
        {
            return _sources.TryGetValue(connectionString, out var source)
                ? source
                : _sources[connectionString] = new NpgsqlDataSourceBuilder(connectionString).Build();
        }
    }

    // Those who share a pool wait for each other, by the setting of the first.
    private WorkConnections Opened(string work, TimeSpan wait)
    {
        lock (_guard)
        {
            return _opened.TryGetValue(work, out var opened) ? opened : _opened[work] = new(Source(work), wait, current, time);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }
    }

    /// <summary>What the url says wins; what it does not say comes from the settings (R31).</summary>
    internal static string ConnectionString(string url, DatabaseOptions options)
    {
        var parts = PostgreSqlUrl.Parse(url);
        parts.TryAdd("Maximum Pool Size", options.MaxPoolSize);
        parts.TryAdd("Minimum Pool Size", options.MinPoolSize);
        parts.TryAdd("Timeout", options.ConnectTimeoutSeconds);
        parts.TryAdd("Connection Idle Lifetime", options.IdleLifetimeSeconds);
        parts.TryAdd("Connection Lifetime", options.LifetimeSeconds);
        // Npgsql looks for such connections this often, and refuses to look less often than they may live.
        parts.TryAdd("Connection Pruning Interval", Math.Min(PruningSeconds, parts.IdleLifetimeSeconds));
        // One second more than the server's own statement_timeout, so that the server is the one who says it; none where that has none.
        parts.TryAdd("Command Timeout", options.StatementTimeoutMs == 0 ? 0 : (options.StatementTimeoutMs / 1000) + 1);
        parts.PutBefore("Options", $"-c statement_timeout={options.StatementTimeoutMs} -c idle_in_transaction_session_timeout={options.IdleTransactionMs} {KeepAlives} -c timezone=UTC");
        parts.TryAdd("Application Name", "seaworthy");
        // Whoever is late waits until Npgsql has asked the server to cancel it, over a connection of its own, and a server that says nothing would be waited for twice: with GSS and without.
        parts.TryAdd("GSS Encryption Mode", GssEncryptionMode.Disable);
        parts.TryAdd("Max Auto Prepare", 200);
        parts.TryAdd("Auto Prepare Min Usages", 2);
        // Nothing here leaves settings, LISTENs or temporary tables on a connection, so there is nothing to reset: the seven
        // statements that would do it before each request cost PostgreSQL more than reading an item. What a transaction left
        // open is rolled back all the same.
        parts.TryAdd("No Reset On Close", true);
        return parts.ConnectionString;
    }

    private static class PostgreSqlUrl
    {
        public static Keywords Parse(string url)
        {
            try
            {
                return url.Contains("://", StringComparison.Ordinal) ? FromUri(new Uri(url)) : new Keywords(new NpgsqlConnectionStringBuilder(url));
            }
            catch (Exception exception) when (exception is UriFormatException or ArgumentException)
            {
                throw new DatabaseSettingException(
                    "DATABASE_URL is neither postgresql://user:password@host:port/database nor an Npgsql connection string.", exception);
            }
        }

        private static Keywords FromUri(Uri uri)
        {
            var user = uri.UserInfo.Split(':', 2);
            var builder = new NpgsqlConnectionStringBuilder
            {
                Host = uri.Host,
                Port = uri.Port > 0 ? uri.Port : 5432,
                Username = Uri.UnescapeDataString(user[0]),
                Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
                Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')),
            };
            foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = pair.Split('=', 2);
                builder[Keyword(parts[0])] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
            }

            return new Keywords(builder);
        }

        // libpq's names, which every postgresql:// url uses, to Npgsql's.
        private static string Keyword(string name) => name switch
        {
            "sslmode" => "SSL Mode",
            "sslrootcert" => "Root Certificate",
            "sslcert" => "SSL Certificate",
            "sslkey" => "SSL Key",
            "gssencmode" => "GSS Encryption Mode",
            "connect_timeout" => "Timeout",
            "application_name" => "Application Name",
            "options" => "Options",
            _ => name,
        };
    }

    private sealed class Keywords(NpgsqlConnectionStringBuilder builder)
    {
        public string ConnectionString => builder.ConnectionString;

        public int IdleLifetimeSeconds => builder.ConnectionIdleLifetime;

        /// <summary>Of what is said twice the server takes the last: what the url says.</summary>
        public void PutBefore(string keyword, string words) =>
            builder[keyword] = builder.TryGetValue(keyword, out var own) && own is string { Length: > 0 } text ? $"{words} {text}" : words;

        public void TryAdd(string keyword, object value)
        {
            if (!builder.Keys.Contains(keyword, StringComparer.OrdinalIgnoreCase))
            {
                builder[keyword] = value;
            }
        }
    }
}
