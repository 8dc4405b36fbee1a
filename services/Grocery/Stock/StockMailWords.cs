using System.Globalization;
using Seaworthy.Mail;

namespace Seaworthy.Grocery.Stock;

/// <summary>The mail about a product that runs low, where <c>Mail:Templates</c> has no other words: file <c>stock-low</c>.</summary>
internal static class StockMailWords
{
    public static MailTemplate<LowProduct> Low { get; } = new("stock-low", "GroFast: {{left}} left of {{name}}", """
        {{left}} left of {{name}}, product {{id}}.

        """, html: null, new Dictionary<string, Func<LowProduct, string>>(StringComparer.Ordinal)
    {
        ["id"] = product => product.Id.ToString(CultureInfo.InvariantCulture),
        ["name"] = product => product.Name,
        ["left"] = product => product.Left.ToString(CultureInfo.InvariantCulture),
    });
}
