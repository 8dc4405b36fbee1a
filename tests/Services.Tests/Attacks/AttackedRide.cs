using System.Text.Json.Nodes;
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>A ride that somebody has asked for and somebody else is asked to drive, in a town where nobody else is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rider">Whose it is.</param>
/// <param name="Driver">Who is asked.</param>
internal sealed record AttackedRide(Guid Id, RidePerson Rider, RidePerson Driver)
{
    private const double Lon = 12.5;

    public static async Task<AttackedRide> NewAsync(AttackedHost host)
    {
        var (rider, driver, town) = (await host.NewRidePersonAsync(), await host.NewRidePersonAsync(), host.NewTown());
        await driver.BecomeDriverAsync(town, Lon);
        var ride = await rider.RideAsync(town, Lon);
        (await driver.OfferAsync()).ShouldBe(ride);
        return new(ride, rider, driver);
    }

    /// <summary>One that was ridden and is not paid.</summary>
    public static async Task<AttackedRide> OwedAsync(AttackedHost host)
    {
        var ride = await NewAsync(host);
        await ride.Driver.DriveAsync(ride.Id);
        await ride.PaymentAsync();
        return ride;
    }

    /// <summary>What is owed for it: what is told of that may be on its way.</summary>
    public Task<JsonNode> PaymentAsync() => Rider.UntilAsync($"/payments/{Id}", "state", "due");

    /// <summary>All that its rider sees of it.</summary>
    public async Task<string> SeenAsync() => $"{await Rider.GetAsync($"/{Id}")} {await Rider.GetAsync($"/{Id}/history")} {(await Rider.AskAsync(HttpMethod.Get, $"/payments/{Id}")).Body?["state"]}";

    /// <summary>The kinds of what happened to it, in their order.</summary>
    public async Task<string[]> FactsAsync() => [.. (await Rider.GetAsync($"/{Id}/history"))["items"]!.AsArray().Select(line => (string)line!["fact"]!["kind"]!)];
}
