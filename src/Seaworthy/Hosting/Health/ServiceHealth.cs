using Microsoft.Extensions.Logging;

namespace Seaworthy.Hosting.Health;

/// <summary>How a service, or the whole process, is: its databases, and what else it depends on.</summary>
internal sealed class ServiceHealth
{
    public const string Healthy = "healthy";
    public const string NotConfigured = "not configured";
    public const string MigrationsPending = "migrations pending";
    private readonly KeptCheck[] _databases;
    private readonly (IDependencyCheck Check, KeptCheck Kept)[] _others;

    public ServiceHealth(
        IEnumerable<IServiceDatabase> databases, IEnumerable<IDependencyCheck> others, TimeProvider time, ILogger<ServiceHealth> log)
    {
        _databases = [.. databases.Select(database =>
            new KeptCheck($"database of {database.Service}", token => AskAsync(database, token), time, log))];
        _others = [.. others.Select(other => (other, new KeptCheck(other.Name, token => AskAsync(other, token), time, log)))];
    }

    /// <summary><c>healthy</c>, <c>unavailable</c>, <c>migrations pending</c> or <c>not configured</c>.</summary>
    public async Task<string> DatabaseAsync()
    {
        if (_databases.Length == 0)
        {
            return NotConfigured;
        }

        var found = await Task.WhenAll(_databases.Select(database => database.ResultAsync()));
        return found.Contains(KeptCheck.Unavailable) ? KeptCheck.Unavailable : found.FirstOrDefault(word => word is not null) ?? Healthy;
    }

    /// <summary>The first dependency that must be there and is not; null when none.</summary>
    public async Task<string?> MissingAsync()
    {
        foreach (var (check, kept) in _others)
        {
            if (check.NeededToBeReady && await kept.ResultAsync() is not null)
            {
                return check.Name;
            }
        }

        return null;
    }

    /// <summary>Each dependency that is no database, with its status.</summary>
    public async Task<IReadOnlyList<(string Name, string Status)>> OthersAsync()
    {
        var found = await Task.WhenAll(_others.Select(other => other.Kept.ResultAsync()));
        return [.. _others.Zip(found, (other, result) => (other.Check.Name, result is null ? Healthy : "unhealthy"))];
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
