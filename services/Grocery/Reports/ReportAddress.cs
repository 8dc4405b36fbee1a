using Microsoft.Extensions.Configuration;

namespace Seaworthy.Grocery.Reports;

/// <summary>Who is sent the report of each day: <c>Grocery__ReportsTo</c>.</summary>
/// <param name="Email">Null for nobody.</param>
internal sealed record ReportAddress(string? Email)
{
    public static ReportAddress Read(IConfiguration configuration) => new(EmailSetting.Read(configuration, "Grocery:ReportsTo"));
}
