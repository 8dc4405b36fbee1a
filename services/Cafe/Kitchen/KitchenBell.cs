using System.Diagnostics.CodeAnalysis;
using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Kitchen;

/// <summary>Wakes the feeds of a restaurant in this process when one of its orders has changed; feeds of others sleep on.</summary>
internal sealed class KitchenBell
{
    /// <summary>Feeds that one restaurant may have open in a process: more screens than a kitchen has walls.</summary>
    public const int MostFeeds = 50;

    private readonly Lock _guard = new(); // guards the dictionary and what is in it
    private readonly Dictionary<RestaurantId, Room> _rooms = [];

    /// <summary>Begins to listen; null where too many do.</summary>
    public Listening? Listen(RestaurantId restaurant)
    {
        lock (_guard)
        {
            if (!_rooms.TryGetValue(restaurant, out var room))
            {
                _rooms.Add(restaurant, room = new());
            }

            if (room.Listeners == MostFeeds)
            {
                return null;
            }

            room.Listeners++;
            return new(this, restaurant, room);
        }
    }

    /// <summary>Something has changed, and is committed.</summary>
    public void Ring(RestaurantId restaurant)
    {
        TaskCompletionSource rung;
        lock (_guard)
        {
            if (!_rooms.TryGetValue(restaurant, out var room))
            {
                return;
            }

            rung = room.Next;
            room.Next = NewSource();
        }

        rung.SetResult();
    }

    // Whoever rings must not run the feeds that wake.
    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Leave(RestaurantId restaurant, Room room)
    {
        lock (_guard)
        {
            if (--room.Listeners == 0)
            {
                _rooms.Remove(restaurant);
            }
        }
    }

    /// <summary>One feed that listens, until it is disposed.</summary>
    internal sealed class Listening(KitchenBell bell, RestaurantId restaurant, Room room) : IDisposable
    {
        /// <summary>Ends with the next ring. Taken before the database is asked, so that nothing falls in between.</summary>
        [SuppressMessage("Design", "CA1024:Use properties where appropriate", Justification = "each call may give another task")]
        public Task Next()
        {
            lock (bell._guard)
            {
                return room.Next.Task;
            }
        }

        public void Dispose() => bell.Leave(restaurant, room);
    }

    /// <summary>The feeds of one restaurant.</summary>
    internal sealed class Room
    {
        public int Listeners { get; set; }

        public TaskCompletionSource Next { get; set; } = NewSource();
    }
}
