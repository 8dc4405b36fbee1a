using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Rides;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Trips;

/// <summary>The tables of the trips: what the migrations make is what the model says, and each list goes by its index.</summary>
[Trait("Requirement", "R26")]
public abstract class TripsDatabaseTests(TripsOnSqlite host)
{
    private const int Page = 20;
    private const int Rows = 5000;
    private const string ByKey = "the primary key";

    [Fact]
    [Trait("Requirement", "R27")]
    public Task Migrations_up_down_and_up_again_leave_what_the_model_says() => Schema.RunAsync<TripsDb>(host.App, TripsDb.Schema);

    [Fact]
    public async Task The_documents_index_leads_with_its_columns() =>
        (await Schema.IndexesAsync<TripsDb>(host.App, TripsDb.Schema)).ShouldContain("idx_rides_user_status(user_id,status,id)");

    [Fact]
    public async Task A_page_of_rides_goes_by_the_index_of_whose_they_are_and_its_filter()
    {
        await FillAsync();
        var faults = new List<string>();
        foreach (var (list, all, filtered) in ((ListDefinition<Ride, Ride>, string, string)[])
            [(RideLists.Mine, "idx_rides_user", "idx_rides_user_status"), (RideLists.Driven, "idx_rides_driver", "idx_rides_driver_status"), (RideLists.All, ByKey, "idx_rides_status")])
        {
            foreach (var key in from filters in new[] { 0UL, 1UL } from kind in new[] { ShapeKind.First, ShapeKind.After } from down in new[] { true, false } select new ShapeKey(kind, 0, down, filters, 0xFFF, Page + 1))
            {
                var steps = await ExplainAsync(list, key);
                var index = key.Filters == 0 ? all : filtered;
                if (!steps.Any(step => index == ByKey ? IsByKey(step) : step.Contains(index, StringComparison.Ordinal)) || steps.Any(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.Contains("Sort", StringComparison.Ordinal)))
                {
                    faults.Add($"{index} {key}: {string.Join("; ", steps)}");
                }
            }
        }

        faults.ShouldBeEmpty();
    }

    private protected abstract SchemaCheck Schema { get; }

    /// <summary>Rides of 50 riders by 40 drivers, most of them finished.</summary>
    /// <param name="count">How many.</param>
    protected abstract string Fill(int count);

    /// <summary>What makes a statement its plan, one step a row.</summary>
    protected abstract string Explain { get; }

    /// <summary>Where a step stands in that row.</summary>
    protected abstract int StepColumn { get; }

    /// <summary>Whether a step goes by the order in which rides were asked for.</summary>
    protected abstract bool IsByKey(string step);

    private async Task FillAsync()
    {
        await using var connection = await host.Get<ServiceDatabase<TripsDb>>().Sql.OpenAsync(default);
        foreach (var sql in (string[])[Fill(Rows), "analyze"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<IReadOnlyList<string>> ExplainAsync(ListDefinition<Ride, Ride> list, ShapeKey key)
    {
        var database = host.Get<ServiceDatabase<TripsDb>>();
        var compiler = new ShapeCompiler<Ride, Ride>(list);
        await using var context = database.Lease();
        await using var connection = await database.Sql.OpenAsync(default);
        var shape = compiler.Compile(context, key);
        var slots = new object?[Slots.Count];
        slots[0] = RideStatus.Unserved; // few are
        if (list.Scope is not null)
        {
            slots[compiler.ScopeSlot] = "rider-7";
        }

        (slots[compiler.CursorSlot], slots[compiler.KeySlot], slots[compiler.TakeSlot], slots[compiler.SkipSlot]) = (2500L, 2500L, Page, 0);
        await using var command = shape.Command(connection, database.Sql, slots);
        command.CommandText = Explain + command.CommandText;
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(StepColumn));
        }

        return steps;
    }

    /// <summary>The columns that a ride always has, and their values.</summary>
    protected static (string Names, string Values) Row(string id, string at) => (
        "public_id, version, user_id, status, round, distance_m, quote_cents, currency, payment, driver_id, refused, until, requested_at",
        $"{id}, 1, 'rider-' || (i % 50), case when i % 200 = 0 then 'unserved' else 'finished' end, 1, 1000, 500, 'EUR', 'none', 'rider-' || (i % 40), '[]', {at}, {at}");
}

public sealed class TripsDatabase_on_SQLite(TripsOnSqlite host) : TripsDatabaseTests(host), IClassFixture<TripsOnSqlite>
{
    protected override string Explain => "explain query plan ";

    protected override int StepColumn => 3;

    protected override bool IsByKey(string step) => step == "SCAN r" || step.Contains("INTEGER PRIMARY KEY", StringComparison.Ordinal);

    private protected override SchemaCheck Schema { get; } = new(isSqlite: true);

    protected override string Fill(int count)
    {
        var (names, values) = Row("'P' || i", "datetime('2026-01-01')");
        return $"with recursive n(i) as (select 1 union all select i + 1 from n where i < {count}) insert into rides ({names}) select {values} from n";
    }
}

[Trait("Server", "PostgreSQL")]
public sealed class TripsDatabase_on_PostgreSQL(TripsOnPostgreSql host) : TripsDatabaseTests(host), IClassFixture<TripsOnPostgreSql>
{
    protected override string Explain => "explain ";

    protected override int StepColumn => 0;

    protected override bool IsByKey(string step) => step.Contains("pk_rides", StringComparison.Ordinal);

    private protected override SchemaCheck Schema { get; } = new(isSqlite: false);

    protected override string Fill(int count)
    {
        var (names, values) = Row("gen_random_uuid()", "'2026-01-01Z'");
        return $"insert into rides_trips.rides ({names}) select {values} from generate_series(1, {count}) i";
    }
}
