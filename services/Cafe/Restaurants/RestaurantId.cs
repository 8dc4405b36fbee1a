using System.Globalization;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>
/// Which restaurant: the tenant. A request learns it in one place, <see cref="Tenants"/>, never from its body, and every read and
/// every write names it.
/// </summary>
internal readonly record struct RestaurantId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
