using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Menu;

/// <summary>Something that can be ordered.</summary>
internal sealed class MenuItem : IOfRestaurant, IVersioned
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    public long CategoryId { get; set; }

    public required string Name { get; set; }

    /// <summary>The name as lists sort it, and as imports find it.</summary>
    public required string NameKey { get; set; }

    public string Description { get; set; } = "";

    /// <summary>In minor units of the restaurant's currency.</summary>
    public long Price { get; set; }

    /// <summary>Whether it can be ordered now.</summary>
    public bool IsAvailable { get; set; } = true;

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises by one with each change, of its modifiers too: concurrency token and ETag.</summary>
    public long Version { get; set; } = 1;

    public List<Modifier> Modifiers { get; } = [];

    /// <summary>The form in which names are compared: small letters, one blank where there are several.</summary>
    public static string KeyOf(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    /// <summary>Makes it what a body says. A modifier that keeps its name keeps its number, which open menus name.</summary>
    public void Become(NewMenuItem body)
    {
        (Name, NameKey, Description, Price) = (body.Name, KeyOf(body.Name), body.Description, body.Price);
        (CategoryId, IsAvailable) = (body.CategoryId, body.IsAvailable);
        var wanted = body.Modifiers ?? [];
        Modifiers.RemoveAll(known => !wanted.Any(modifier => modifier.Name == known.Name));
        foreach (var (modifier, place) in wanted.Select((modifier, place) => (modifier, place)))
        {
            var known = Modifiers.Find(one => one.Name == modifier.Name);
            if (known is null)
            {
                Modifiers.Add(known = new Modifier { RestaurantId = RestaurantId, Name = modifier.Name });
            }

            (known.Price, known.IsAvailable, known.Position) = (modifier.Price ?? 0, modifier.IsAvailable, place + 1);
        }
    }
}
