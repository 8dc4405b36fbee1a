using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Provider.Data;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>The tables of the payments and of their stand-in: what the migrations make is what the model says, and each list goes by its index.</summary>
public abstract class PaymentsDatabaseTests(PaymentsOnSqlite host)
{
    private const int Page = 20;
    private const int Rows = 5000;

    [Fact]
    [Trait("Requirement", "R27")]
    public async Task Migrations_up_down_and_up_again_leave_what_the_model_says()
    {
        await Schema.RunAsync<PaymentsDb>(host.App, PaymentsDb.Schema);
        await Schema.RunAsync<ProviderDb>(host.StandIn.App, ProviderDb.Schema);
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public async Task A_page_of_payments_goes_by_the_index_of_its_rider_and_its_filter()
    {
        await FillAsync();
        var faults = new List<string>();
        foreach (var key in from filters in new[] { 0UL, 1UL } from kind in new[] { ShapeKind.First, ShapeKind.After } from down in new[] { true, false } select new ShapeKey(kind, 0, down, filters, 0xFFF, Page + 1))
        {
            var steps = await ExplainAsync(PaymentLists.Mine, key, ["paid"], "rider-7");
            var index = key.Filters == 0 ? "idx_payment_rider_created" : "idx_payment_rider_state";
            if (!steps.Any(step => step.Contains(index, StringComparison.Ordinal)) || steps.Any(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.Contains("Sort", StringComparison.Ordinal)))
            {
                faults.Add($"{key}: {string.Join("; ", steps)}");
            }
        }

        faults.ShouldBeEmpty();
        (await ExplainAsync(PaymentLists.MyItem, new(ShapeKind.Single, 0, false, 0, 0xFFF), [], "rider-7")).ShouldContain(step => step.Contains("idx_payment_ride", StringComparison.Ordinal));
    }

    /// <summary>Rows by 50 riders.</summary>
    /// <param name="count">How many.</param>
    protected abstract string Fill(int count);

    /// <summary>What makes a statement its plan, one step a row.</summary>
    protected abstract string Explain { get; }

    /// <summary>Where a step stands in that row.</summary>
    protected abstract int StepColumn { get; }

    private protected abstract SchemaCheck Schema { get; }

    private async Task FillAsync()
    {
        await using var connection = await host.Get<ServiceDatabase<PaymentsDb>>().Sql.OpenAsync(default);
        foreach (var sql in (string[])[Fill(Rows), "analyze"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<IReadOnlyList<string>> ExplainAsync(ListDefinition<Payment, Payment> list, ShapeKey key, object?[] values, string rider)
    {
        var database = host.Get<ServiceDatabase<PaymentsDb>>();
        var compiler = new ShapeCompiler<Payment, Payment>(list);
        await using var context = database.Lease();
        await using var connection = await database.Sql.OpenAsync(default);
        var shape = compiler.Compile(context, key);
        var slots = new object?[Slots.Count];
        values.CopyTo(slots, 0);
        (slots[compiler.CursorSlot], slots[compiler.KeySlot], slots[compiler.TakeSlot], slots[compiler.SkipSlot], slots[compiler.ScopeSlot]) =
            (new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), key.Kind == ShapeKind.Single ? Guid.NewGuid() : 2500L, Page, 0, rider);
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
}

public sealed class PaymentsDatabase_on_SQLite(PaymentsOnSqlite host) : PaymentsDatabaseTests(host), IClassFixture<PaymentsOnSqlite>
{
    private protected override SchemaCheck Schema { get; } = new(isSqlite: true);

    protected override string Explain => "explain query plan ";

    protected override int StepColumn => 3;

    protected override string Fill(int count) => $"""
        with recursive n(i) as (select 1 union all select i + 1 from n where i < {count})
        insert into payments (public_id, ride, rider, amount_cents, currency, what, state, attempt, created_at, updated_at, version)
        select 'P' || i, 'R' || i, 'rider-' || (i % 50), 100, 'EUR', 'fare', case when i % 9 = 0 then 'due' else 'paid' end, 1, datetime('2026-01-01', '+' || i || ' minutes'), datetime('2026-01-01'), 1 from n
        """;
}

[Trait("Server", "PostgreSQL")]
public sealed class PaymentsDatabase_on_PostgreSQL(PaymentsOnPostgreSql host) : PaymentsDatabaseTests(host), IClassFixture<PaymentsOnPostgreSql>
{
    private protected override SchemaCheck Schema { get; } = new(isSqlite: false);

    protected override string Explain => "explain ";

    protected override int StepColumn => 0;

    protected override string Fill(int count) => $"""
        insert into rides_payments.payments (public_id, ride, rider, amount_cents, currency, what, state, attempt, created_at, updated_at, version)
        select gen_random_uuid(), gen_random_uuid(), 'rider-' || (i % 50), 100, 'EUR', 'fare', case when i % 9 = 0 then 'due' else 'paid' end, 1, '2026-01-01Z'::timestamptz + i * interval '1 minute', '2026-01-01Z', 1
        from generate_series(1, {count}) i
        """;
}
