namespace Seaworthy.AuditTrail;

/// <summary>The audit trail of a service.</summary>
public interface IServiceTrail
{
    /// <summary>Whose it is.</summary>
    string Service { get; }

    /// <summary>Lines of all tenants, the newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<TrailLine>> ReadAsync(TrailFilter filter, CancellationToken cancellationToken);

    /// <summary>Takes lines away that are older, some at a time, and writes down that it did: all else is refused by the database.</summary>
    /// <param name="until">Lines before this instant, in UTC.</param>
    /// <param name="cancellationToken">Ends it between two transactions.</param>
    /// <returns>How many went.</returns>
    Task<long> PruneAsync(DateTime until, CancellationToken cancellationToken);

    /// <summary>Notes a request that was answered 403; it is written down a moment later.</summary>
    /// <param name="record">The request.</param>
    void Refused(RequestRecord record);
}
