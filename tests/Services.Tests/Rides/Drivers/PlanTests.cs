using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.Matching;
using Seaworthy.Rides.Drivers.People;
using Seaworthy.Rides.Drivers.Positions;
using Seaworthy.Services.Tests.Todos;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>What is asked of the drivers goes by the index that is meant for it, over 20,000 of them.</summary>
[Trait("Requirement", "R26")]
public abstract class PlanTests(ManyDriversOnSqlite many)
{
    private const int Page = 20;

    // Of 5,000 who are free all over the world some are in the twenty bands around a place.
    private const int MostAround = 60;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Theory]
    [InlineData(10.0, 20.0)]
    [InlineData(10.0, 179.99)]
    public async Task A_look_reads_who_is_free_in_the_bands_around(double lat, double lon)
    {
        var plan = await many.ExplainAsync(many.Get<NearestDriver>().Statement(DriversOnSqlite.Ride(Spot.Of(lat, lon), except: ["a", "b"]), Now, LocksRows));

        plan.Steps.ShouldContain(step => step.Contains("idx_driver_free_band", StringComparison.Ordinal), string.Join("; ", plan.Steps));
        Faults(plan, MostAround).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_position_is_one_row_by_its_subject()
    {
        var plan = await many.ExplainAsync(many.Get<PositionRow>().Put("s4000", Spot.Of(1, 1), Now));

        plan.Steps.ShouldContain(step => step.Contains("idx_driver_subject", StringComparison.Ordinal), string.Join("; ", plan.Steps));
        Faults(plan, 1).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_of_drivers_and_of_positions_go_by_their_filters_and_their_order()
    {
        var faults = new List<string>();
        foreach (var kind in new[] { ShapeKind.First, ShapeKind.After })
        {
            faults.AddRange(Faults(await ExplainAsync(DriverLists.All, new(kind, 0, true, 1, 0b11, Page + 1), DriverState.Free, 15_000L), 2 * (Page + 1)));
            faults.AddRange(Faults(await ExplainAsync(PositionLists.Mine, new(kind, 0, true, 0, 0b11, Page + 1), 7L, Now), 2 * (Page + 1)));
        }

        faults.ShouldBeEmpty();
    }

    /// <summary>Whether the engine locks rows.</summary>
    protected abstract bool LocksRows { get; }

    private protected abstract IEnumerable<string> Faults(TodoPlan plan, int most);

    private Task<TodoPlan> ExplainAsync<TRow>(ListDefinition<TRow, TRow> list, ShapeKey key, object value, object cursor)
        where TRow : class => many.ExplainAsync(connection =>
    {
        var (compiler, database) = (new ShapeCompiler<TRow, TRow>(list), many.Get<ServiceDatabase<DriversDb>>());
        using var context = database.Lease();
        var shape = compiler.Compile(context, key);
        var slots = new object?[Slots.Count];
        slots[list.Scope is null ? 0 : compiler.ScopeSlot] = value;
        (slots[compiler.CursorSlot], slots[compiler.KeySlot], slots[compiler.TakeSlot]) = (cursor, 15_000L, Page);
        return shape.Command(connection, database.Sql, slots);
    });
}

public sealed class Plans_on_SQLite(ManyDriversOnSqlite many) : PlanTests(many), IClassFixture<ManyDriversOnSqlite>
{
    protected override bool LocksRows => false;

    private protected override IEnumerable<string> Faults(TodoPlan plan, int most) => plan.Steps.Where(step => step.StartsWith("SCAN", StringComparison.Ordinal) && step != "SCAN CONSTANT ROW");
}

[Trait("Server", "PostgreSQL")]
public sealed class Plans_on_PostgreSQL(ManyDriversOnPostgreSql many) : PlanTests(many), IClassFixture<ManyDriversOnPostgreSql>
{
    private readonly ManyDriversOnPostgreSql _many = many;

    [Fact]
    public async Task A_position_within_its_band_touches_no_index()
    {
        var (position, now) = (_many.Get<PositionRow>(), TimeProvider.System.GetUtcNow().UtcDateTime);
        var changed = await _many.Session.WriteAsync(
            async (db, ct) =>
            {
                var driver = await db.Drivers.SingleAsync(one => one.Subject == "s4000", ct);
                await _many.Session.ExecuteAsync(db, [position.Put("s4000", new(driver.LatE6!.Value + 1, driver.LonE6!.Value + 5000), now)], ct);
                return await _many.Session.ReadAsync(db, new("select pg_stat_get_xact_tuples_hot_updated('rides_drivers.drivers'::regclass)"), row => row.GetInt64(0), ct);
            },
            default, keep: _ => false);

        changed.ShouldBe([1]);
    }

    protected override bool LocksRows => true;

    private protected override IEnumerable<string> Faults(TodoPlan plan, int most) =>
        plan.Steps.Where(step => step.StartsWith("Seq Scan driver", StringComparison.Ordinal)).Concat(plan.Rows > most ? [$"reads {plan.Rows} rows: {string.Join("; ", plan.Steps)}"] : []);
}
