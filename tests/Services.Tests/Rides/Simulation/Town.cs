using System.Text.Json.Nodes;
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>
/// A town in which people ride and drive, all at once and by the public API alone. Who calls hears no answer now and then, and does what a phone does: asks again, with the same key.
/// </summary>
/// <param name="host">Where the rides are served.</param>
/// <param name="lat">Where the town is.</param>
/// <param name="lon">The same.</param>
internal sealed class Town(IRidesHost host, double lat, double lon)
{
    private const int AtOnce = 5;
    private const int Side = 10;
    private const double Block = 0.002; // some two hundred metres
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private IReadOnlyList<TownRider> _riders = [];
    private IReadOnlyList<TownDriver> _drivers = [];

    /// <summary>Who drives in it.</summary>
    public IReadOnlyList<RidePerson> Drivers => [.. _drivers.Select(driver => driver.Person)];

    /// <summary>A corner of the town; its number says which.</summary>
    public (double Lat, double Lon) Corner(int number) => (lat + (number % Side * Block), lon + (number / Side % Side * Block));

    /// <summary>People who come to live here, while nothing breaks yet.</summary>
    public async Task SettleAsync(int riders, int drivers)
    {
        _riders = await ComeAsync(riders, async number => new TownRider(this, number, await RidePerson.NewAsync(host)));
        _drivers = await ComeAsync(drivers, async number => new TownDriver(this, number, await RidePerson.NewAsync(host)));
        await Task.WhenAll(_drivers.Select(driver => driver.BeginAsync()));
    }

    // Some at once: each has a password, which takes as long as a hundred other requests.
    private static async Task<IReadOnlyList<T>> ComeAsync<T>(int count, Func<int, Task<T>> come)
    {
        var here = new List<T>();
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            here.AddRange(await Task.WhenAll(some.Select(come)));
        }

        return here;
    }

    /// <summary>Each rider takes so many rides, while the drivers drive.</summary>
    /// <returns>The rides that were ridden, and by whom.</returns>
    public async Task<IReadOnlyList<Ridden>> LiveAsync(int ridesEach)
    {
        using var evening = new CancellationTokenSource();
        var driving = _drivers.Select(driver => driver.DriveAsync(evening.Token)).ToList();
        try
        {
            return [.. (await Task.WhenAll(_riders.Select(rider => rider.RideAsync(ridesEach)))).SelectMany(some => some)];
        }
        finally
        {
            await evening.CancelAsync();
            await Task.WhenAll(driving);
        }
    }

    /// <summary>Asks until somebody answers who is up, and not at a limit.</summary>
    public static async Task<(int Status, JsonNode? Body)> SureAsync(RidePerson who, HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                var answer = await who.AskAsync(method, path, body, key);
                if (answer.Status is < 500 and not 429)
                {
                    return answer;
                }
            }
            catch (Exception exception) when (NoAnswer.Is(exception))
            {
                // Nobody is there, or was: whether it was done the same key tells, or the step itself.
            }

            await Task.Delay(Between, patience.Token);
        }
    }

    /// <summary>What is shown at an address once it is so.</summary>
    public static async Task<JsonNode> UntilAsync(RidePerson who, string path, Func<JsonNode, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var (status, found) = await SureAsync(who, HttpMethod.Get, path);
            if (status == 200 && isSo(found!))
            {
                return found!;
            }

            patience.IsCancellationRequested.ShouldBeFalse($"{path} stays {found}");
            await Task.Delay(Between);
        }
    }
}

/// <summary>A ride that somebody has ridden to its end, and paid.</summary>
internal sealed record Ridden(Guid Ride, RidePerson By);
