using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Rides.Drivers;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Provider;
using Seaworthy.Rides.Trips;
using Seaworthy.Rides.Users;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Together;

/// <summary>The rides as <c>seaworthy serve</c> serves them at a desk: all modules and the stand-in of the payment provider in one process.</summary>
public class RidesOnSqlite : ServiceHost
{
    private static int _people;

    public override string Prefix => "/rides";

    protected override string Environment => Environments.Development;

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Rides:Provider:SettleMs", "20"), ("Seaworthy:Identity:Accounts:PasswordIterations", "100000"), // the fewest that are taken
    ];

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void AddModules(SeaworthyBuilder seaworthy) =>
        seaworthy.AddModule<TripsModule>().AddModule<UsersModule>().AddModule<DriversModule>().AddModule<PaymentsModule>().AddModule<ProviderModule>();

    public T Get<T>()
        where T : notnull => App.App.Services.GetRequiredService<T>();

    /// <summary>Somebody who registers and signs in.</summary>
    internal async Task<RidePerson> NewAsync()
    {
        var account = new { email = $"p{Interlocked.Increment(ref _people)}@rides.example", password = "test123" };
        var stranger = new RidePerson(Client, null);
        await stranger.GoodAsync(HttpMethod.Post, "/users/register", 201, account);
        return new(Client, $"Bearer {(string)(await stranger.GoodAsync(HttpMethod.Post, "/users/login", 200, account))!["token"]!}");
    }

    /// <summary>Somebody who registers, and drives; free at a place.</summary>
    internal async Task<RidePerson> NewDriverAsync(double lat, double lon)
    {
        var driver = await NewAsync();
        await driver.BecomeDriverAsync(lat, lon);
        return driver;
    }
}

public sealed class RidesOnPostgreSql : RidesOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
