using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Seaworthy.Services.Tests.Rides.Together;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>
/// The town, while its processes are killed with -9 again and again. SEAWORTHY_SEED repeats a run and SEAWORTHY_STORM_SECONDS makes it longer: <c>./test deep rides</c> takes an hour.
/// </summary>
[Trait("Server", "RabbitMQ")]
[Trait("Requirement", "R23")]
public sealed class RideStormTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_ride_and_no_payment_is_lost_or_doubled_whichever_process_is_killed()
    {
        var (seed, seconds) = (Number("SEAWORTHY_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue), Number("SEAWORTHY_STORM_SECONDS") ?? 0);
        output.WriteLine($"SEAWORTHY_SEED={seed}");
        var (random, clock, ridden) = (new Random(seed), Stopwatch.StartNew(), new List<Ridden>());
        var drivers = new List<RidePerson>();
        var (people, ridesEach, between) = seconds > 0 ? (20, 3, TimeSpan.FromSeconds(2)) : (4, 1, TimeSpan.FromMilliseconds(500));
        await using var rides = await KilledRides.StartAsync();
        for (var round = 0; rides.Kills == 0 || clock.Elapsed.TotalSeconds < seconds; round++)
        {
            var town = new Town(rides, -50 + round, 20);
            await town.SettleAsync(people, people);
            using var calm = new CancellationTokenSource();
            var storm = rides.StormAsync(random, between, calm.Token);
            ridden.AddRange(await town.LiveAsync(ridesEach));
            drivers.AddRange(town.Drivers);
            await calm.CancelAsync();
            await storm;
        }

        output.WriteLine($"{ridden.Count} rides, {rides.Kills} processes killed, {clock.Elapsed.TotalSeconds:0} s");
        (await new TownBooks(rides).FaultsAsync(ridden, drivers)).ShouldBeEmpty($"SEAWORTHY_SEED={seed}");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
