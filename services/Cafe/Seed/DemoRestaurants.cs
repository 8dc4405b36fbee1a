using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Staff;
using Seaworthy.Cafe.Tables;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Seed;

/// <summary>Two restaurants to look at, which do not see each other. Made once; what somebody made of them stays.</summary>
internal sealed class DemoRestaurants(Session<CafeDb> session, OrderHistory history, TimeProvider time)
{
    private static readonly DemoRestaurant[] All =
    [
        new(
            "Harbour Coffee",
            [("test@example.com", "Test User", StaffRole.Owner), ("manager@example.com", "Ada Marsh", StaffRole.Manager), ("barista@example.com", "José Ortega", StaffRole.Barista)],
            ["1", "2", "3", "Terrace 1"],
            [
                ("Coffee", [new("Latte", 390), new("Cappuccino", 360), new("Espresso", 240), new("Filter coffee", 290)]),
                ("Tea", [new("Earl Grey", 310), new("Chai latte", 420)]),
                ("Bakery", [new("Croissant", 260), new("Scone with jam", 350), new("Almond biscotti", 180)]),
            ]),
        new(
            "Station Espresso",
            [("owner@station.example", "Wei Zhang", StaffRole.Owner), ("barista@station.example", "Jane O'Brien-Smith", StaffRole.Barista)],
            ["1", "2"],
            [
                ("To go", [new("Espresso", 190), new("Flat white", 340), new("Americano", 270)]),
                ("Sandwiches", [new("Cheese sandwich", 480), new("Tuna sandwich", 540)]),
            ]),
    ];

    private static readonly (string Name, long Price)[] Modifiers = [("Oat milk", 50), ("Extra shot", 80), ("Large", 70)];

    /// <summary>How many rows were made, and how many were there.</summary>
    public Task<(int Made, int There)> EnsureAsync(CancellationToken cancellationToken) => session.AllTenants().WriteAsync(EnsureAsync, cancellationToken);

    private async Task<(int Made, int There)> EnsureAsync(CafeDb db, CancellationToken cancellationToken)
    {
        var rows = All.Sum(demo => 1 + demo.Staff.Length + demo.Tables.Length + demo.Menu.Sum(category => 1 + category.Items.Length));
        if (await db.Restaurants.AnyAsync(cancellationToken))
        {
            return (0, rows);
        }

        var now = Instant.Now(time);
        foreach (var demo in All)
        {
            await AddAsync(db, demo, now, cancellationToken);
        }

        return (rows, 0);
    }

    private async Task AddAsync(CafeDb db, DemoRestaurant demo, DateTime now, CancellationToken cancellationToken)
    {
        var restaurant = new Restaurant { Name = demo.Name, CreatedAt = now, UpdatedAt = now };
        db.Add(restaurant);
        await db.SaveChangesAsync(cancellationToken);
        var id = restaurant.Id;
        db.AddRange(demo.Staff.Select(one => new User { RestaurantId = id, Email = one.Email, FullName = one.Name, Role = one.Role, CreatedAt = now, UpdatedAt = now }));
        db.AddRange(demo.Tables.Select(name => new Table { RestaurantId = id, Name = name, Seats = 2, CreatedAt = now }));
        await db.SaveChangesAsync(cancellationToken);
        MenuItem? first = null;
        foreach (var (category, place) in demo.Menu.Select((category, place) => (category, place)))
        {
            var heading = new Category { RestaurantId = id, Name = category.Name, Position = place + 1 };
            db.Add(heading);
            await db.SaveChangesAsync(cancellationToken);
            foreach (var item in category.Items)
            {
                var made = ItemOf(item, id, heading.Id, now, hasModifiers: place == 0);
                db.Add(made);
                await db.SaveChangesAsync(cancellationToken);
                first ??= made;
            }
        }

        await AddOrderAsync(db, new(id), first!, now, cancellationToken);
    }

    private static MenuItem ItemOf(DemoItem item, long restaurant, long category, DateTime now, bool hasModifiers)
    {
        var made = new MenuItem { RestaurantId = restaurant, CategoryId = category, Name = item.Name, NameKey = MenuItem.KeyOf(item.Name), Price = item.Price, CreatedAt = now, UpdatedAt = now };
        if (hasModifiers)
        {
            made.Modifiers.AddRange(Modifiers.Select((modifier, place) => new Modifier { RestaurantId = restaurant, Name = modifier.Name, Price = modifier.Price, Position = place + 1 }));
        }

        return made;
    }

    private async Task AddOrderAsync(CafeDb db, RestaurantId restaurant, MenuItem item, DateTime now, CancellationToken cancellationToken)
    {
        var table = await db.Tables.Of(restaurant).OrderBy(t => t.Id).Select(t => t.Id).FirstAsync(cancellationToken);
        var order = new Order
        {
            PublicId = Guid.CreateVersion7(now), RestaurantId = restaurant.Value, TableId = table, CustomerName = "Ada", Total = 2 * item.Price, CreatedAt = now, UpdatedAt = now,
        };
        order.Items.Add(new() { RestaurantId = restaurant.Value, MenuItemId = item.Id, Name = item.Name, Price = item.Price, Quantity = 2 });
        db.Add(order);
        await db.SaveChangesAsync(cancellationToken);
        await session.ExecuteAsync(db, [.. history.Of(restaurant, order.PublicId, order.Status, user: null, now)], cancellationToken);
    }

    private sealed record DemoRestaurant(
        string Name, (string Email, string Name, string Role)[] Staff, string[] Tables, (string Name, DemoItem[] Items)[] Menu);

    private sealed record DemoItem(string Name, long Price);
}
