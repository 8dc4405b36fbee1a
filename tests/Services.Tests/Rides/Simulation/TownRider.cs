using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>Rides, and pays; one of five times with a card that is refused first.</summary>
internal sealed class TownRider(Town town, int number, RidePerson me)
{
    private const int OfRefusedCards = 5;

    /// <summary>So many rides, one after the other; whom nobody takes asks again.</summary>
    public async Task<IReadOnlyList<Ridden>> RideAsync(int rides)
    {
        var ridden = new List<Ridden>();
        for (var asked = 0; ridden.Count < rides; asked++)
        {
            var ((fromLat, fromLon), (toLat, toLon)) = (town.Corner((number * 7) + (asked * 3)), town.Corner((number * 7) + (asked * 3) + 44));
            var (status, ride) = await Town.SureAsync(
                me, HttpMethod.Post, "/", new { pickup = new { lat = fromLat, lon = fromLon }, dropoff = new { lat = toLat, lon = toLon } }, $"{Guid.NewGuid()}");
            status.ShouldBe(201, $"{ride}");
            var id = (Guid)ride!["id"]!;
            if ((string)(await Town.UntilAsync(me, $"/{id}", found => (string)found["status"]! is "finished" or "unserved"))["status"]! == "finished")
            {
                await PayAsync(id, (number + asked) % OfRefusedCards == 0);
                ridden.Add(new(id, me));
            }
        }

        return ridden;
    }

    private async Task PayAsync(Guid ride, bool isRefusedFirst)
    {
        await Town.UntilAsync(me, $"/payments/{ride}", _ => true);
        foreach (var (method, state) in ((string, string)[])(isRefusedFirst ? [("card-declined", "refused"), ("card-ok", "paid")] : [("card-ok", "paid")]))
        {
            await PayAsync(ride, method, state);
        }
    }

    private async Task PayAsync(Guid ride, string method, string state)
    {
        var (status, answer) = await Town.SureAsync(me, HttpMethod.Post, $"/payments/{ride}/pay", new { method }, $"{Guid.NewGuid()}");
        status.ShouldBe(202, $"{answer}");
        await Town.UntilAsync(me, $"/{ride}", found => (string)found["payment"]! == state);
    }
}
