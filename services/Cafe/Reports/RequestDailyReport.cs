using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;

namespace Seaworthy.Cafe.Reports;

/// <summary>Asks for a day's report (S1). Asked for again while it is being made, it is the same one.</summary>
internal sealed class RequestDailyReport(Session<CafeDb> session, ServiceJobs<CafeDb> jobs, Tenants tenants, TimeProvider time)
{
    private const string Format = "yyyy-MM-dd";

    public async Task<IResult> HandleAsync(string? date, string tasks, HttpContext context, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        if (!DateOnly.TryParseExact(date, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Problem.Parameters([new($"must be a day such as {time.GetUtcNow().UtcDateTime.ToString(Format, CultureInfo.InvariantCulture)}", Parameter: "date")]);
        }

        var wish = new JobWish { UniqueKey = $"daily-report:{staff.Restaurant}:{date}" };
        return await session.Of(staff.Restaurant).AnswerAsync(
            async (db, ct) => TaskEndpoints.Accepted(await jobs.EnqueueAsync(db, MakeDailyReport.Kind, new(day), ct, wish), tasks), cancellationToken);
    }
}
