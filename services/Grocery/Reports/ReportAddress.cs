using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Grocery.Reports;

/// <summary>Who is sent the report of each day: <c>Grocery__ReportsTo</c>.</summary>
/// <param name="Email">Null for nobody.</param>
internal sealed record ReportAddress(string? Email)
{
    private const string Setting = "Grocery:ReportsTo";

    /// <exception cref="SettingsException">The setting is no e-mail.</exception>
    public static ReportAddress Read(IConfiguration configuration) => configuration[Setting] is not { Length: > 0 } text ? new(Email: null)
        : MailAddress.TryCreate(text, out _) ? new(text)
        : throw new SettingsException([new(Setting, text, "must be an e-mail such as owner@example.com", "configuration")]);
}
