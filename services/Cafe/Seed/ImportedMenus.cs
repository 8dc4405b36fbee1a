using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Seed;

/// <summary>
/// The restaurants, headings and items that a file names, found by their names or made: within one transaction, over a context of its own.
/// </summary>
internal sealed class ImportedMenus(CafeDb db, DateTime now)
{
    private const string OtherCategory = "Other";
    private readonly Dictionary<string, RestaurantId> _restaurants = [];
    private readonly Dictionary<(RestaurantId, string), Category> _categories = [];
    private readonly Dictionary<(RestaurantId, string), MenuItem> _items = [];

    /// <summary>The first restaurant of the name, or a new one.</summary>
    public async Task<RestaurantId> RestaurantAsync(string name, CancellationToken cancellationToken)
    {
        if (_restaurants.TryGetValue(name, out var known))
        {
            return known;
        }

        var found = await db.Restaurants.Where(r => r.Name == name).OrderBy(r => r.Id).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            var made = new Restaurant { Name = name, CreatedAt = now, UpdatedAt = now };
            db.Restaurants.Add(made);
            await db.SaveChangesAsync(cancellationToken);
            found = made.Id;
        }

        return _restaurants[name] = new(found.Value);
    }

    /// <summary>The item of this name on the restaurant's menu, or a new one; says whether it is new.</summary>
    public async Task<(MenuItem Item, bool IsNew)> ItemAsync(
        RestaurantId restaurant, string name, string category, long price, string description, CancellationToken cancellationToken)
    {
        var key = MenuItem.KeyOf(name);
        if (!_items.TryGetValue((restaurant, key), out var item))
        {
            item = await db.MenuItems.Of(restaurant).Where(i => i.NameKey == key).OrderBy(i => i.Id).FirstOrDefaultAsync(cancellationToken);
        }

        if (item is not null)
        {
            return (_items[(restaurant, key)] = item, false);
        }

        item = new()
        {
            RestaurantId = restaurant.Value, CategoryId = (await CategoryAsync(restaurant, category, cancellationToken)).Id, Name = name, NameKey = key,
            Description = description, Price = price, CreatedAt = now, UpdatedAt = now,
        };
        db.MenuItems.Add(item);
        await db.SaveChangesAsync(cancellationToken);
        return (_items[(restaurant, key)] = item, true);
    }

    private async Task<Category> CategoryAsync(RestaurantId restaurant, string said, CancellationToken cancellationToken)
    {
        var name = said.Length == 0 ? OtherCategory : said;
        if (_categories.TryGetValue((restaurant, name), out var known))
        {
            return known;
        }

        var found = await db.Categories.Of(restaurant).Where(c => c.Name == name).OrderBy(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            var last = await db.Categories.Of(restaurant).Select(c => (int?)c.Position).MaxAsync(cancellationToken) ?? 0;
            db.Categories.Add(found = new Category { RestaurantId = restaurant.Value, Name = name, Position = last + 1 });
            await db.SaveChangesAsync(cancellationToken);
        }

        return _categories[(restaurant, name)] = found;
    }
}
