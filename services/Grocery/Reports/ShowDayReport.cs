using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Reports;

/// <summary>A day's report, for the shop's staff.</summary>
internal sealed class ShowDayReport(Session<GroceryDb> session, TimeProvider time)
{
    public async Task<IResult> HandleAsync(string date, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(date, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Problem.Parameters([new($"must be a day such as {MakeDayReport.Text(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))}", Parameter: "date")]);
        }

        var text = MakeDayReport.Text(day);
        return await session.ReadAsync((db, ct) => db.Reports.Where(kept => kept.Date == text).Select(kept => kept.Report).SingleOrDefaultAsync(ct), cancellationToken) is { } report
            ? Results.Text(report, MediaTypeNames.Application.Json)
            : Problem.Of(ProblemTypes.NotFound, $"There is no report of {text}. That of a day is made in the night after it, and kept for two years.");
    }
}
