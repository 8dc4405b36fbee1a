using FsCheck;
using FsCheck.Fluent;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.Identity.Tokens;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.People;
using Seaworthy.Rides.Drivers.Positions;
using Seaworthy.Rides.Drivers.Shifts;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Trips.Driving;
using Seaworthy.Rides.Trips.Rides;
using Seaworthy.Services.Tests.Rides.Together;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>The rides' modules in one process, asked by somebody who rides, somebody who drives, whoever looks after all and strangers, while rides are ridden.</summary>
public abstract class RidesFuzz(RidesOnSqlite host, ITestOutputHelper output) : FuzzTests(host, output)
{
    private const double Lat = 40.7;
    private const double Lon = -74;

    // Each has one ride at a time, so that there is one in every town.
    private static readonly string[] Riders = ["Development rider@fuzz.example", "Development rider2@fuzz.example", "Development rider3@fuzz.example"];
    private static readonly string[] Drivers = ["Development driver@fuzz.example", "Development driver2@fuzz.example", "Development driver3@fuzz.example"];

    private static readonly string[] Members = FuzzSubject.MembersOf(
        typeof(NewRide), typeof(RideEnd), typeof(Place), typeof(NewDriver), typeof(Shift), typeof(NewPosition), typeof(NewPay), typeof(ChargeNews), typeof(NewAccount), typeof(Credentials), typeof(PasswordChange));

    internal override FuzzSubject Subject { get; } = new()
    {
        Service = RidesService.Name,
        Parameters = [.. RideLists.All.Filters.Concat(DriverLists.All.Filters).Concat(PaymentLists.Mine.Filters).SelectMany(filter => filter.Parameters).Distinct()],
        Members = Members,
        SignIns = [.. Riders, .. Drivers, OperatorOf(host), OperatorOf(host), "Development nobody@fuzz.example", "Development \u00ff", null],
        Rows = 3,
        Body = Body,
        FailureType = FuzzVerdict.ProblemType,
        FailureFault = FuzzVerdict.ProblemFault,
        Meets = ["GET 200", "GET 400", "GET 401", "GET 403", "GET 404", "POST 201", "POST 202", "POST 400", "POST 401", "POST 403", "POST 404", "POST 409", "PUT 200", "PUT 400", "PUT 401", "PUT 404"],
        Alive = "/health",
    };

    protected override async Task<IReadOnlyList<string>> PrepareAsync()
    {
        var rides = new List<Guid>();
        for (var town = 0; town < Riders.Length; town++)
        {
            var (rider, driver) = (new RidePerson(host.Client, Riders[town]), new RidePerson(host.Client, Drivers[town]));
            await driver.BecomeDriverAsync(Lat + town, Lon);
            rides.Add(await rider.RideAsync(Lat + town, Lon));
            await driver.DriveAsync(await driver.OfferAsync());
            await rider.UntilAsync($"/payments/{rides[^1]}", "state", "due");
            rides.Add(await rider.RideAsync(Lat + town, Lon));
        }

        var rebuild = await new RidePerson(host.Client, OperatorOf(host)).GoodAsync(HttpMethod.Post, "/admin/rebuild", 202);
        return [.. rides.Select(ride => $"{ride}"), (string)rebuild!["task_id"]!];
    }

    private static string OperatorOf(RidesOnSqlite host) =>
        $"Bearer {host.Get<AccessTokens>().Issue(new("development:operator@fuzz.example", AccessTokens.DevelopmentSession) { Audiences = [RidesService.Name], Roles = [RidesService.Operator] }).Text}";

    private static Gen<string> Body(string route) =>
        route.EndsWith("/pay", StringComparison.Ordinal) ? Of(("method", Gen.Elements("\"card-ok\"", "\"card-declined\"", "\"4111111111111111\"")))
        : route.EndsWith("/end", StringComparison.Ordinal) ? Of(("reason", Text))
        : route.EndsWith("/webhooks/provider", StringComparison.Ordinal) ? Of(("id", Text), ("reference", Text), ("status", Gen.Elements("\"succeeded\"", "\"failed\"")))
        : route.EndsWith("/shift", StringComparison.Ordinal) ? Of(("on", Gen.Elements("true", "true", "false", "null")), ("lat", Latitude), ("lon", Longitude))
        : route.EndsWith("/position", StringComparison.Ordinal) ? Of(("lat", Latitude), ("lon", Longitude), ("at", Times))
        : route.Contains("/drivers", StringComparison.Ordinal) ? Of(("name", Text), ("vehicle", Text), ("plate", Gen.Choose(1, 100_000).Select(number => $"\"f {number}\"")))
        : route.Contains("/users", StringComparison.Ordinal) ? Account
        : Gen.Frequency((2, GoodRide), (3, Of(("pickup", Spot), ("dropoff", Spot))));

    // Some, so that most are refused before a password is hashed: that takes longer than hundreds of others.
    private static Gen<string> Account => Of(
        ("email", Gen.Frequency((1, Gen.Choose(1, 100_000).Select(number => $"\"u{number}@fuzz.example\"")), (3, Text))), ("password", Gen.Frequency((1, Gen.Constant("\"long enough\"")), (3, Text))));

    // So that some are taken in each run, however it is drawn.
    private static Gen<string> GoodRide => Gen.Choose(1, 9).Select(tenths => $"{{\"pickup\":{{\"lat\":40.7,\"lon\":-74}},\"dropoff\":{{\"lat\":40.7{tenths},\"lon\":-74}}}}");

    private static Gen<string> Spot => Gen.Frequency((8, Of(("lat", Latitude), ("lon", Longitude), ("name", Text))), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Latitude => Gen.Frequency((8, Gen.Elements("40.7", "40.71", "40.8")), (1, Gen.Elements("90", "-90", "90.0000001", "-0.0000001", "1e-320")), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Longitude => Gen.Frequency((8, Gen.Elements("-74", "-74.01", "-73.9")), (1, Gen.Elements("180", "-180", "180.0000001")), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Times => Gen.Frequency((4, Gen.Elements("null", "\"2026-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"")), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Text => Gen.Frequency((6, Gen.Elements("\"Fine\"", "\"José O'Brien-Smith\"")), (3, Gen.Elements(HostileWords.Texts)), (1, Gen.Elements(HostileWords.Leaves)));

    // All members, one of them perhaps strange or twice.
    private static Gen<string> Of(params (string Name, Gen<string> Value)[] members) =>
        from usual in members.Aggregate(Gen.Constant(""), (all, member) => all.Zip(member.Value).Select(pair => $"{pair.Item1}{(pair.Item1.Length > 0 ? "," : "")}\"{member.Name}\":{pair.Item2}"))
        from other in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(Members).Zip(Gen.Elements(HostileWords.Leaves)).Select(pair => $",\"{pair.Item1}\":{pair.Item2}")))
        select $"{{{usual}{other}}}";
}

public sealed class Fuzz_of_rides_on_SQLite(RidesOnSqlite host, ITestOutputHelper output) : RidesFuzz(host, output), IClassFixture<RidesOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Fuzz_of_rides_on_PostgreSQL(RidesOnPostgreSql host, ITestOutputHelper output) : RidesFuzz(host, output), IClassFixture<RidesOnPostgreSql>;
