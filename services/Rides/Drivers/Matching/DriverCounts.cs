using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.People;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>
/// How many drivers do what, counted in the database, because a process knows only its own. Counted when somebody reads the metrics, at most every ten seconds, and never while they wait: a
/// reading shows what the one before has counted.
/// </summary>
internal sealed class DriverCounts(Session<DriversDb> session, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DriverCounts> log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private readonly Lock _guard = new(); // guards the three below
    private Task<Dictionary<string, long>> _counting = Task.FromResult(new Dictionary<string, long>());
    private Dictionary<string, long> _last = [];
    private DateTimeOffset _due;

    /// <summary>The counting that was begun last.</summary>
    internal Task Counting => _counting;

    public IEnumerable<Measurement<long>> Measure()
    {
        lock (_guard)
        {
            _last = _counting.IsCompletedSuccessfully ? _counting.Result : _last;
            if (_counting.IsCompleted && time.GetUtcNow() >= _due)
            {
                _due = time.GetUtcNow() + Kept;
                // Whoever reads the metrics must not lend its ids and budgets to work that others share.
                using var _ = ExecutionContext.SuppressFlow();
                _counting = Task.Run(CountAsync);
            }

            return _last.Count == 0 ? [] : [.. DriverState.All.Select(state => new Measurement<long>(_last.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", state)))];
        }
    }

    private async Task<Dictionary<string, long>> CountAsync()
    {
        try
        {
            return await session.ReadAsync(
                (db, ct) => db.Drivers.GroupBy(driver => driver.State).Select(group => new { State = group.Key, Count = group.LongCount() })
                    .ToDictionaryAsync(group => group.State, group => group.Count, ct),
                lifetime.ApplicationStopping);
        }
        catch (Exception exception) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            log.LogWarning(exception, "The drivers could not be counted; the metric shows the last count");
            throw;
        }
    }
}
