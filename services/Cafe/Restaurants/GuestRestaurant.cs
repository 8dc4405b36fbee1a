using System.Globalization;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>
/// Whose menu a guest sees, and where he orders, who has scanned no table's code: <c>Cafe__RestaurantId</c>. Without it nobody's, but in
/// Development the first one's, which is the demo's.
/// </summary>
/// <param name="Id">Null for none.</param>
internal sealed record GuestRestaurant(RestaurantId? Id)
{
    private const string Setting = "Cafe:RestaurantId";
    private const long Demo = 1;

    /// <exception cref="SettingsException">The setting is no number of a restaurant.</exception>
    public static GuestRestaurant Read(IConfiguration configuration, bool isDevelopment)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
        {
            return new(isDevelopment ? new RestaurantId(Demo) : null);
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? new(new RestaurantId(id))
            : throw new SettingsException([new(Setting, text, "must be the number of a restaurant, from 1", "configuration")]);
    }
}
