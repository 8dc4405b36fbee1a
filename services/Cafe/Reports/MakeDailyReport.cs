using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;

namespace Seaworthy.Cafe.Reports;

/// <summary>Adds up a day of one restaurant: a job, because a day may have many orders, and nobody waits for it (R60, R61).</summary>
internal sealed class MakeDailyReport(Session<CafeDb> session)
{
    public static JobKind<ReportedDay> Kind { get; } = new("daily-report") { Queue = "reports", Keep = TimeSpan.FromDays(30), MaxAttempts = 5 };

    public Task<DailyReport> HandleAsync(ReportedDay day, JobRun run, CancellationToken cancellationToken) =>
        session.OfTenant(run.Tenant!.Value).ReadAsync((db, ct) => AddUpAsync(db, new(run.Tenant.Value), day.Date, ct), cancellationToken);

    private static async Task<DailyReport> AddUpAsync(CafeDb db, RestaurantId restaurant, DateOnly date, CancellationToken cancellationToken)
    {
        var (from, until) = (date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), date.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        var currency = await db.Restaurants.Where(r => r.Id == restaurant.Value).Select(r => r.Currency).SingleAsync(cancellationToken);
        var orders = db.Orders.Of(restaurant).Where(o => o.CreatedAt >= from && o.CreatedAt < until && o.Status != OrderStatus.Cancelled);
        var hours = await orders.GroupBy(o => o.CreatedAt.Hour)
            .Select(hour => new SoldHour(hour.Key, hour.Count(), hour.Sum(o => o.Total))).ToListAsync(cancellationToken);
        var items = await orders.SelectMany(o => o.Items).GroupBy(item => item.Name)
            .Select(item => new SoldItem(item.Key, item.Sum(i => i.Quantity), item.Sum(i => i.Price * i.Quantity))).ToListAsync(cancellationToken);
        return new(
            date, hours.Sum(hour => hour.Orders), hours.Sum(hour => hour.Total), currency,
            [.. items.OrderByDescending(item => item.Total).ThenBy(item => item.Name, StringComparer.Ordinal)], [.. hours.OrderBy(hour => hour.Hour)]);
    }
}

/// <summary>What the job is told.</summary>
internal sealed record ReportedDay(DateOnly Date);
