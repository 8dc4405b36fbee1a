using System.Globalization;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Grocery.Stock;

/// <summary>When a product runs low, and who is told: <c>Grocery__LowStock</c> pieces (5) or fewer, <c>Grocery__StockTo</c>.</summary>
/// <param name="Email">Null for nobody.</param>
/// <param name="Pieces">As many or fewer are too few.</param>
internal sealed record LowMark(string? Email, int Pieces)
{
    private const string Setting = "Grocery:LowStock";
    private const int Default = 5;

    /// <exception cref="SettingsException">A setting is no e-mail, or no number of pieces.</exception>
    public static LowMark Read(IConfiguration configuration) => new(EmailSetting.Read(configuration, "Grocery:StockTo"), configuration[Setting] is not { Length: > 0 } text ? Default
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pieces) ? pieces
        : throw new SettingsException([new(Setting, text, "must be a whole number of pieces, 0 or more", "configuration")]));
}
