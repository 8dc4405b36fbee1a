using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>The drivers' tables: what the migrations make is what the model says.</summary>
public abstract class DriversDatabaseTests(DriversOnSqlite host)
{
    [Fact]
    [Trait("Requirement", "R27")]
    public Task Migrations_up_down_and_up_again_leave_what_the_model_says() => Schema.RunAsync<DriversDb>(host.App, DriversDb.Schema);

    [Fact]
    public async Task A_ride_has_one_driver_and_whoever_is_kept_has_a_ride()
    {
        var (ride, drivers) = (Guid.NewGuid(), host.Session.TableOf<Seaworthy.Rides.Drivers.People.Driver>());
        await InsertAsync("kept", ride);

        (await Should.ThrowAsync<Exception>(() => InsertAsync("kept", ride))).ToString().ShouldContain("ride");
        (await Should.ThrowAsync<Exception>(() => InsertAsync("kept", null))).ToString().ShouldContain("ck_drivers_kept");
        (await Should.ThrowAsync<Exception>(() => InsertAsync("free", Guid.NewGuid()))).ToString().ShouldContain("ck_drivers_kept");

        Task<IReadOnlyList<int>> InsertAsync(string state, Guid? of) => host.Session.WriteAsync(
            (db, ct) => host.Session.ExecuteAsync(
                db,
                [
                    new($"insert into {drivers} (subject, name, vehicle, plate, state, wants_off, ride, created_at, updated_at, version) values ($1, 'a', 'b', $1, $2, $3, $4, $5, $5, 1)",
                        $"{Guid.NewGuid()}", state, false, of, DateTime.UnixEpoch),
                ],
                ct),
            default);
    }

    private protected abstract SchemaCheck Schema { get; }
}

public sealed class DriversDatabase_on_SQLite(DriversOnSqlite host) : DriversDatabaseTests(host), IClassFixture<DriversOnSqlite>
{
    private protected override SchemaCheck Schema { get; } = new(isSqlite: true);
}

[Trait("Server", "PostgreSQL")]
public sealed class DriversDatabase_on_PostgreSQL(DriversOnPostgreSql host) : DriversDatabaseTests(host), IClassFixture<DriversOnPostgreSql>
{
    private protected override SchemaCheck Schema { get; } = new(isSqlite: false);
}
