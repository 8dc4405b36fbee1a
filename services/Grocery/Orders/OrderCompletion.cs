using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Orders;

/// <summary>
/// The part of ended orders that was delivered (R77 asks for more than 0.98), counted in the database, because a process
/// knows only its own. Counted when somebody reads the metrics, at most once a minute, and never while they wait: a reading
/// shows what the one before has counted.
/// </summary>
internal sealed class OrderCompletion(
    Session<GroceryDb> session, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OrderCompletion> log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);
    private readonly Lock _guard = new(); // guards the two below
    private Task<double?> _counting = Task.FromResult<double?>(null);
    private DateTimeOffset _due;
    private double? _last;

    /// <summary>The counting that was begun last.</summary>
    internal Task Counting => _counting;

    public IEnumerable<Measurement<double>> Measure()
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
        }

        return _last is { } ratio ? [new(ratio)] : [];
    }

    private async Task<double?> CountAsync()
    {
        try
        {
            var since = (time.GetUtcNow() - Window).UtcDateTime;
            var counts = await session.ReadAsync(
                (db, ct) => db.Orders.Where(order => order.Status == OrderStatus.Delivered || order.Status == OrderStatus.Cancelled)
                    .Where(order => order.CreatedAt >= since).GroupBy(order => order.Status)
                    .Select(group => new { Status = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Status, group => group.Count, ct),
                lifetime.ApplicationStopping);
            var ended = counts.Values.Sum();
            return ended == 0 ? null : counts.GetValueOrDefault(OrderStatus.Delivered) / (double)ended;
        }
        catch (Exception exception) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            log.LogWarning(exception, "The completion of orders could not be counted; the metric shows the last count");
            throw;
        }
    }
}
