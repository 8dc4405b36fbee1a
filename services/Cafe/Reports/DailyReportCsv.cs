using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Jobs;

namespace Seaworthy.Cafe.Reports;

/// <summary>A finished report as a table for spreadsheets (RFC 4180).</summary>
internal sealed class DailyReportCsv(ServiceJobs<CafeDb> jobs, Tenants tenants, IOptions<JsonOptions> json)
{
    // What a spreadsheet would take for a formula.
    private const string Dangerous = "=+-@\t\r";

    public async Task<IResult> HandleAsync(Guid id, HttpContext context, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        var job = await jobs.FindAsync(id, cancellationToken);
        return job is null || job.Kind != MakeDailyReport.Kind.Name || job.Tenant != staff.Restaurant.Value ? Problem.NotFound("Report", id)
            : job.Result is null ? Problem.Of(ProblemTypes.Conflict, "The report is not there yet, or could not be made: its task says which.")
            : Results.Text(Written(JsonSerializer.Deserialize<DailyReport>(job.Result, json.Value.SerializerOptions)!), "text/csv; charset=utf-8");
    }

    private static string Written(DailyReport report)
    {
        var text = new StringBuilder("part,name,quantity,total,currency\r\n");
        foreach (var item in report.Items)
        {
            Line(text, "item", item.Name, item.Quantity, item.Total, report.Currency);
        }

        foreach (var hour in report.Hours)
        {
            Line(text, "hour", hour.Hour.ToString("00':00'", CultureInfo.InvariantCulture), hour.Orders, hour.Total, report.Currency);
        }

        Line(text, "day", report.Date.ToString("O", CultureInfo.InvariantCulture), report.Orders, report.Total, report.Currency);
        return text.ToString();
    }

    private static void Line(StringBuilder text, string part, string name, int quantity, long total, string currency) =>
        text.Append(CultureInfo.InvariantCulture, $"{part},{Field(name)},{quantity},{total / 100}.{Math.Abs(total % 100):00},{currency}\r\n");

    private static string Field(string value)
    {
        var safe = value.Length > 0 && Dangerous.Contains(value[0]) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
