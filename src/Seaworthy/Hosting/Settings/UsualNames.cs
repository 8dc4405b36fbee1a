using Seaworthy.Redis;

namespace Seaworthy.Hosting.Settings;

/// <summary>
/// Names under which everybody else knows a setting (R62), and those of the documents that the five services come from
/// (R63). The full name, <c>Seaworthy__…</c>, wins over them.
/// </summary>
internal static class UsualNames
{
    private const string Later = "comes with a later version";
    private const string ByTool = "read by the tool";

    /// <summary>Understood always.</summary>
    public static IReadOnlyList<UsualName> Everywhere { get; } =
    [
        new("DATABASE_URL", "Database:Url") { Convert = DatabaseUrl.Normalise },
        new("REDIS_URL", "Redis:Url") { Convert = RedisUrl.Normalise },
        new("SMTP_URL", "Mail:Url"),
        new("VAULT_TOKEN", "Secrets:Vault:Token") { IsSecret = true },
        new("ASPNETCORE_ENVIRONMENT", null, ByTool),
        new("ENVIRONMENT", null, ByTool),
        new("PORT", null, ByTool),
        new("LOG_LEVEL", null, ByTool),
        new("RABBITMQ_URL", "Messaging:Url"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", null, Later),
    ];

    /// <summary>Understood where one service is served alone, so that a team's <c>.env</c> keeps working.</summary>
    public static IReadOnlyList<UsualName> OfDocuments { get; } =
    [
        new("DATABASE_POOL_SIZE", "Database:MaxPoolSize") { Plus = "DATABASE_MAX_OVERFLOW" },
        new("DATABASE_MAX_OVERFLOW", null, "is added to DATABASE_POOL_SIZE"),
        new("DB_POOL_SIZE", "Database:MaxPoolSize") { Plus = "DB_MAX_OVERFLOW" },
        new("DB_MAX_OVERFLOW", null, "is added to DB_POOL_SIZE"),
        new("DB_POOL_RECYCLE", "Database:LifetimeSeconds"),
        new("ENABLE_METRICS", "Observability:Metrics"),
        new("DEBUG", null, "ENVIRONMENT says it"),
        new("MYSQL_SERVER", null, "PostgreSQL or SQLite stands for it"),
        new("REDIS_HOST", "Redis:Url") { Convert = RedisUrl.Normalise },
        new("REDIS_PORT", "Redis:Port"),
        new("REDIS_DB", "Redis:Database"),
        new("REDIS_PASSWORD", "Redis:Password"),
        new("REDIS_MAX_CONNECTIONS", null, "all calls share one connection; Redis:MaxInFlight bounds them"),
        new("CACHE_TTL", "Caching:TtlSeconds"),
        new("CACHE_EXPIRATION_SECONDS", "Caching:TtlSeconds"),
        new("SECRET_KEY", "Identity:Tokens:Secret") { IsSecret = true },
        new("JWT_SECRET_KEY", "Identity:Tokens:Secret") { IsSecret = true },
        new("JWT_SECRET", "Identity:Tokens:Secret") { IsSecret = true },
        new("RATE_LIMIT_ENABLED", "RateLimiting:Enabled"),
        new("RATE_LIMIT_PER_MINUTE", "RateLimiting:Policies:products") { Service = "grocery", Convert = number => $"{number}/minute per subject" },
        new("RATE_LIMIT_PER_MINUTE", "RateLimiting:Address") { Service = "cafe", Convert = number => $"{number}/minute" },
        new("RATE_LIMIT_REQUESTS", null, Later),
        new("RATE_LIMIT_WINDOW", null, Later),
        new("ERROR_TRACKING_ENABLED", null, Later),
        new("SENTRY_DSN", null, Later) { IsSecret = true },
        new("APM_ENABLED", null, Later),
        new("OTLP_ENDPOINT", null, Later),
    ];

    public static UsualName? Find(string name) =>
        Everywhere.Concat(OfDocuments).FirstOrDefault(usual => usual.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One name.</summary>
/// <param name="Name">As the variable is called; settings do not tell cases apart.</param>
/// <param name="Key">The setting it stands for; null when none is there (yet).</param>
/// <param name="Note">What becomes of it when it stands for no setting.</param>
internal sealed record UsualName(string Name, string? Key, string Note = "")
{
    /// <summary>A second name whose number is added: the documents' pools have a size and an overflow, ours one maximum.</summary>
    public string? Plus { get; init; }

    /// <summary>The service whose document has the name; null where it means the same in all of them.</summary>
    public string? Service { get; init; }

    public bool IsSecret { get; init; }

    /// <summary>Turns the text that others write into ours.</summary>
    public Func<string, string> Convert { get; init; } = text => text;
}
