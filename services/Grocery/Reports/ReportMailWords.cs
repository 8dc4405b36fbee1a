using System.Globalization;
using Seaworthy.Mail;

namespace Seaworthy.Grocery.Reports;

/// <summary>The mail of a day's report, where <c>Mail:Templates</c> has no other words: file <c>day-report</c>.</summary>
internal static class ReportMailWords
{
    public static MailTemplate<DayReport> Day { get; } = new("day-report", "GroFast on {{date}}: {{revenue}}", """
        {{orders}} orders, {{revenue}}; {{cancelled}} cancelled.

        {{products}}

        """, html: null, new Dictionary<string, Func<DayReport, string>>(StringComparer.Ordinal)
    {
        ["date"] = report => report.Date.ToString("O", CultureInfo.InvariantCulture),
        ["orders"] = report => report.Orders.ToString(CultureInfo.InvariantCulture),
        ["revenue"] = report => Money(report.Revenue, report.Currency),
        ["cancelled"] = report => report.Cancelled.ToString(CultureInfo.InvariantCulture),
        ["products"] = report => string.Join('\n', report.Products.Select(product => $"{product.Quantity} × {product.Name}: {Money(product.Total, report.Currency)}")),
    });

    private static string Money(long minor, string currency) => string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{minor % 100:00} {currency}");
}
