using Microsoft.Extensions.Logging;

namespace Seaworthy.Hosting.Health;

/// <summary>How a service, or the whole process, is: its databases, and what else it depends on.</summary>
/// <param name="databases">Its databases.</param>
/// <param name="others">What else it depends on.</param>
internal sealed class ServiceHealth(
    IReadOnlyCollection<KeptCheck> databases, IReadOnlyCollection<(IDependencyCheck Check, KeptCheck Kept)> others)
{
    public const string Healthy = "healthy";
    public const string Degraded = "degraded";
    public const string NotConfigured = "not configured";
    public const string MigrationsPending = "migrations pending";

    /// <summary>One check for all who ask about this database.</summary>
    public static KeptCheck Keep(IServiceDatabase database, TimeProvider time, ILogger<ServiceHealth> log) =>
        new($"database of {database.Service}", token => AskAsync(database, token), time, log);

    /// <summary>One check for all who ask about this dependency.</summary>
    public static KeptCheck Keep(IDependencyCheck other, TimeProvider time, ILogger<ServiceHealth> log) =>
        new(other.Name, token => AskAsync(other, token), time, log);

    /// <summary><c>healthy</c>, <c>unavailable</c>, <c>migrations pending</c> or <c>not configured</c>.</summary>
    public async Task<string> DatabaseAsync()
    {
        if (databases.Count == 0)
        {
            return NotConfigured;
        }

        var found = await Task.WhenAll(databases.Select(database => database.ResultAsync()));
        return found.Contains(KeptCheck.Unavailable) ? KeptCheck.Unavailable : found.FirstOrDefault(word => word is not null) ?? Healthy;
    }

    /// <summary>The first dependency that must be there and is not; null when none.</summary>
    public async Task<string?> MissingAsync()
    {
        foreach (var (check, kept) in others)
        {
            if (check.NeededToBeReady && await kept.ResultAsync() is not null)
            {
                return check.Name;
            }
        }

        return null;
    }

    /// <summary>Each dependency that is no database, with its status, and what to do where it is away.</summary>
    public async Task<IReadOnlyList<(string Name, string Status, string? Remedy)>> OthersAsync()
    {
        var found = await Task.WhenAll(others.Select(other => other.Kept.ResultAsync()));
        return [.. others.Zip(found, (other, result) => result is null
            ? (other.Check.Name, Healthy, null)
            : (other.Check.Name, other.Check.HasDegradedMode ? Degraded : "unhealthy", other.Check.Remedy))];
    }

    public static bool IsWell(string status) => status is Healthy or NotConfigured;

    private static async Task<string?> AskAsync(IServiceDatabase database, CancellationToken cancellationToken)
    {
        await database.PingAsync(cancellationToken);
        var migrations = await database.MigrationsAsync(cancellationToken);
        return migrations.All(migration => migration.Applied) ? null : MigrationsPending;
    }

    private static async Task<string?> AskAsync(IDependencyCheck check, CancellationToken cancellationToken)
    {
        await check.CheckAsync(cancellationToken);
        return null;
    }
}
