using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Messaging;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.Matching;
using Seaworthy.Services.Tests.Grocery;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>The drivers, and in place of the trips a test that tells and hears.</summary>
public class DriversOnSqlite : ServiceHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private int _places;

    public override string Prefix => "/rides/drivers";

    /// <summary>What the drivers have told.</summary>
    internal Heard Heard { get; } = new();

    internal Session<DriversDb> Session => Get<Session<DriversDb>>();

    public T Get<T>()
        where T : notnull => App.App.Services.GetRequiredService<T>();

    /// <summary>A place of the test's own: 55 km from the next one.</summary>
    internal Spot Somewhere() => new(-60_000_000 + (Interlocked.Increment(ref _places) * 500_000), 20_000_000);

    /// <summary>Whoever has this subject, with these roles.</summary>
    internal DriversClient As(string subject, params string[] roles) =>
        new(this, subject, Get<AccessTokens>().Issue(new(subject, $"{Guid.NewGuid()}") { Audiences = [RidesService.Name], Roles = roles }).Text);

    internal DriversClient Somebody(params string[] roles) => As($"{Guid.NewGuid():N}", roles);

    /// <summary>A new driver who is free there.</summary>
    internal async Task<DriversClient> FreeAsync(Spot spot)
    {
        var driver = Somebody();
        await driver.BecomeAsync();
        await driver.PutAsync("/me/shift", new { on = true, lat = spot.Lat, lon = spot.Lon });
        return driver;
    }

    /// <summary>A ride that wants somebody there.</summary>
    internal static DriverWanted Ride(Spot pickup, int seconds = 60, int round = 1, Guid? ride = null, params string[] except) =>
        new(ride ?? Guid.NewGuid(), round, pickup, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(seconds), except);

    internal Task WantAsync(params DriverWanted[] wanted) => TellAsync(RideEvents.Wanted, wanted);

    internal Task ReleaseAsync(Guid ride, string driver, Spot? spot = null) => TellAsync(RideEvents.Released, new DriverReleased(ride, driver, spot));

    /// <summary>Waits until nothing that was told is on its way: only what is asked for again later is left.</summary>
    internal async Task QuietAsync()
    {
        var jobs = Get<JobParts<DriversDb>>().Store.Sql;
        await UntilAsync(async () => await CountAsync(Session.TableOf<OutboxRow>(), "1 = 1") + await CountAsync(jobs.Jobs, $"kind in ('{MatchRide.Wanted.Name}', '{ReleaseDriver.Kind.Name}')") == 0);
    }

    /// <summary>Who was found for a ride, once.</summary>
    internal async Task<DriverFound> FoundAsync(Guid ride)
    {
        await UntilAsync(() => Task.FromResult(Heard.FoundFor(ride).Count > 0));
        return Heard.FoundFor(ride).ShouldHaveSingleItem();
    }

    /// <summary>How many drivers a ride has.</summary>
    internal Task<long> KeptAsync(Guid ride) => Session.ReadAsync((db, _) => Task.FromResult(db.Drivers.LongCount(driver => driver.Ride == ride)), default);

    /// <summary>So far to the north, or to the south.</summary>
    internal static Spot Off(Spot spot, int meters) => spot with { LatE6 = spot.LatE6 + (int)Math.Round(meters / 0.111195) };

    internal async Task<long> CountAsync(string table, string where) => (await Session.ReadAsync(new($"select count(*) from {table} where {where}"), row => row.GetInt64(0), default))[0];

    internal static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            await Task.Delay(5, patience.Token);
        }
    }

    // Who has no token is a stranger there too, and the metrics are read beside the rest.
    protected override string Environment => Environments.Development;

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void Build(WebApplicationBuilder builder) => builder.Services.AddSingleton<IEventReceiver>(Heard);

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddModule<DriversModule>().AddModule<Neighbour>();

    private Task<int> TellAsync<TEvent>(EventContract<TEvent> contract, params TEvent[] told) => Session.WriteAsync(
        async (db, ct) =>
        {
            foreach (var one in told)
            {
                await Get<ServiceEvents<DriversDb>>().PublishAsync(db, contract, one, ct);
            }

            return told.Length;
        },
        default);
}

public sealed class DriversOnPostgreSql : DriversOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
