using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Products;
using Seaworthy.Jobs;
using Seaworthy.Mail;

namespace Seaworthy.Grocery.Reports;

/// <summary>
/// Adds up the day before, each night: one report for each day, kept and sent in one transaction. The calendar makes up for nights without a process once: the days
/// that have none since the last one are added up then.
/// </summary>
internal sealed class MakeDayReport(
    Session<GroceryDb> session, ServiceMail<GroceryDb> mails, MailTemplates templates, ReportAddress address, IOptions<JsonOptions> json, TimeProvider time)
{
    private const int MostProducts = 10;
    private const int MostDays = 31;
    private const int KeptDays = 730;

    public static JobKind<ReportedNight> Kind { get; } = new("day-report") { Queue = "reports" };

    /// <summary>At night, in UTC; days are those of UTC too.</summary>
    public static CronSchedule Nightly { get; } = CronSchedule.Parse("7 3 * * *");

    public async Task HandleAsync(CancellationToken cancellationToken)
    {
        var until = DateOnly.FromDateTime(Instant.Now(time));
        for (var day = await FirstAsync(until, cancellationToken); day < until; day = day.AddDays(1))
        {
            var report = await session.ReadAsync((db, ct) => AddUpAsync(db, day, ct), cancellationToken);
            await session.WriteAsync((db, ct) => KeepAsync(db, report, ct), cancellationToken);
        }

        var old = Text(until.AddDays(-KeptDays));
        await session.WriteAsync((db, ct) => db.Reports.Where(kept => string.Compare(kept.Date, old) < 0).ExecuteDeleteAsync(ct), cancellationToken);
    }

    /// <summary>A day as it stands in addresses and rows.</summary>
    public static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private async Task<DateOnly> FirstAsync(DateOnly until, CancellationToken cancellationToken)
    {
        var last = await session.ReadAsync((db, ct) => db.Reports.MaxAsync(kept => (string?)kept.Date, ct), cancellationToken);
        var first = last is null ? until.AddDays(-1) : DateOnly.ParseExact(last, "O", CultureInfo.InvariantCulture).AddDays(1);
        return first < until.AddDays(-MostDays) ? until.AddDays(-MostDays) : first;
    }

    private static async Task<DayReport> AddUpAsync(GroceryDb db, DateOnly day, CancellationToken cancellationToken)
    {
        var (from, until) = (day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        var placed = db.Orders.Where(order => order.CreatedAt >= from && order.CreatedAt < until);
        var sold = placed.Where(order => order.Status != OrderStatus.Cancelled);
        var products = await sold.SelectMany(order => order.Items).GroupBy(item => new { item.ProductId, item.Name })
            .Select(group => new { group.Key.ProductId, group.Key.Name, Quantity = group.Sum(item => item.Quantity), Total = group.Sum(item => item.Price * item.Quantity) })
            .OrderByDescending(product => product.Quantity).ThenBy(product => product.ProductId).Take(MostProducts).ToListAsync(cancellationToken);
        return new(
            day, await sold.CountAsync(cancellationToken), await sold.SumAsync(order => order.Total, cancellationToken),
            await placed.CountAsync(order => order.Status == OrderStatus.Cancelled, cancellationToken), Product.ShopCurrency,
            [.. products.Select(product => new SoldProduct(product.ProductId, product.Name, product.Quantity, product.Total))]);
    }

    // Another attempt, or another process, may have been here: the report that is there stays, and so does its mail.
    private async Task<bool> KeepAsync(GroceryDb db, DayReport report, CancellationToken cancellationToken)
    {
        var date = Text(report.Date);
        if (await db.Reports.AnyAsync(kept => kept.Date == date, cancellationToken))
        {
            return false;
        }

        db.Add(new KeptReport { Date = date, Report = JsonSerializer.Serialize(report, json.Value.SerializerOptions), MadeAt = Instant.Now(time) });
        if (address.Email is { } email)
        {
            await mails.EnqueueAsync(db, $"day-report:{date}", templates.Write(ReportMailWords.Day, email, report), cancellationToken);
        }

        return true;
    }
}

/// <summary>What the job is told.</summary>
/// <param name="Night">When the calendar asked for it.</param>
internal sealed record ReportedNight(DateTime Night);
