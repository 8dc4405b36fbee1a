using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>
/// The cafe on PostgreSQL with 400 restaurants; nothing is kept, so that each call is asked of the
/// database, on one connection, which tells what it has read when it is asked to.
/// </summary>
public sealed class CafeWithManyRows : CafeOnSqlite
{
    public const int Restaurants = 400, OrdersOfEach = 300;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [.. base.Settings, ("Seaworthy:Caching:Enabled", "false"), ("Seaworthy:Caching:Responses", "false"), ("Seaworthy:Database:MaxPoolSize", "1"), ("Seaworthy:Jobs:Enabled", "false")];

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();

    protected override async Task FillAsync()
    {
        await base.FillAsync();
        foreach (var statement in Fill)
        {
            await ExecuteAsync(statement);
        }
    }

    /// <summary>Rows of one column.</summary>
    public async Task<IReadOnlyList<string>> ExecuteAsync(string sql)
    {
        var engine = App.App.Services.GetRequiredService<ServiceDatabase<CafeDb>>().Sql;
        await using var connection = await engine.OpenAsync(default);
        await using var command = engine.Command(connection, new(sql));
        command.CommandTimeout = 300;
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    // Beside the demo's two: each with people, tables, a menu and orders, a few of which are still open.
    private static IEnumerable<string> Fill { get; } =
    [
        $"insert into cafe.restaurants (name, currency, last_event, created_at, updated_at, version) select 'R' || i, 'EUR', 0, now(), now(), 1 from generate_series(1, {Restaurants}) i",
        "insert into cafe.users (restaurant_id, email, full_name, role, is_active, created_at, updated_at, version) select r.id, 'u' || r.id || '-' || i || '@many.example', 'U', 'barista', true, now(), now(), 1 from cafe.restaurants r, generate_series(1, 20) i where r.id > 2",
        "insert into cafe.tables (restaurant_id, name, seats, created_at, version) select r.id, 'M' || i, 2, now(), 1 from cafe.restaurants r, generate_series(1, 20) i where r.id > 2",
        "insert into cafe.categories (restaurant_id, name, position, version) select r.id, 'C' || i, i, 1 from cafe.restaurants r, generate_series(1, 10) i where r.id > 2",
        "insert into cafe.menu_items (restaurant_id, category_id, name, name_key, description, price, is_available, created_at, updated_at, version) select c.restaurant_id, c.id, 'I' || i, 'i' || i, '', 100, i > 1, now(), now(), 1 from cafe.categories c, generate_series(1, 10) i where c.restaurant_id > 2",
        "insert into cafe.menu_modifiers (restaurant_id, menu_item_id, name, price, is_available, position) select restaurant_id, id, 'Large', 10, true, 1 from cafe.menu_items where restaurant_id > 2",
        $"""
        insert into cafe.orders (public_id, restaurant_id, table_id, status, total, currency, created_at, updated_at)
        select gen_random_uuid(), t.restaurant_id, t.id, case when i % 100 = 0 then 'placed' else 'paid' end, 100, 'EUR', now() - i * interval '1 minute', now()
        from (select restaurant_id, min(id) as id from cafe.tables where restaurant_id > 2 group by restaurant_id) t, generate_series(1, {OrdersOfEach}) i
        """,
        "insert into cafe.order_items (restaurant_id, order_id, menu_item_id, name, modifiers, price, quantity) select o.restaurant_id, o.id, m.id, 'I', '', 100, 1 from cafe.orders o join (select restaurant_id, min(id) as id from cafe.menu_items group by restaurant_id) m using (restaurant_id) where o.restaurant_id > 2",
        "insert into cafe.order_events (restaurant_id, number, order_id, status, created_at) select restaurant_id, row_number() over (partition by restaurant_id order by id), id, status, created_at from cafe.orders where restaurant_id > 2",
        "update cafe.restaurants r set last_event = 300 where id > 2",
        "vacuum analyze",
    ];
}

/// <summary>With many rows, the cafe's calls read their restaurant's by the indexes that the document asks for, and walk no table.</summary>
[Trait("Requirement", "R26")]
[Trait("Server", "PostgreSQL")]
public sealed class PlanTests(CafeWithManyRows host) : IClassFixture<CafeWithManyRows>
{
    private const int Calls = 5;

    private static readonly string[] OfDocument =
    [
        "idx_order_restaurant_status", "idx_order_restaurant_created", "idx_order_table_id", "idx_menuitem_restaurant_category", "idx_menuitem_restaurant_available", "idx_user_restaurant",
    ];

    [Fact]
    public async Task No_call_walks_a_table_and_each_of_the_documents_indexes_is_used()
    {
        var email = $"u{CafeWithManyRows.Restaurants / 2}-1@many.example";
        await host.ExecuteAsync($"update cafe.users set role = 'owner' where email = '{email}'");
        var owner = new CafeClient(host, email);
        var table = (long)(await owner.GetAsync("/api/v1/tables/?limit=1"))["items"]![0]!["id"]!;
        var order = (string)(await owner.GetAsync("/api/v1/orders/?limit=1"))["items"]![0]!["id"]!;
        var category = (long)(await owner.GetAsync("/api/v1/categories/?limit=1"))["items"]![0]!["id"]!;
        var item = (long)(await owner.GetAsync("/api/v1/menu-items/?available=true&limit=1"))["items"]![0]!["id"]!;
        string[] calls =
        [
            "/orders/", "/orders/?status=placed", "/orders/?status=paid&skip=100", $"/orders/?table_id={table}", $"/orders/{order}", "/tables/", $"/tables/{table}", $"/tables/{table}/bill", "/users/",
            "/categories/", $"/categories/{category}", "/menu-items/", $"/menu-items/?category_id={category}", "/menu-items/?available=true", "/menu-items/?available=false", $"/menu-items/{item}",
            "/orders/by-cursor", "/orders/by-cursor?status=placed", "/users/by-cursor", "/categories/by-cursor", "/menu-items/by-cursor",
        ];
        var (walked, used) = (await WalkedAsync(), await UsedAsync());

        for (var n = 0; n < Calls; n++)
        {
            foreach (var call in calls)
            {
                using var answer = await owner.SendAsync(HttpMethod.Get, "/api/v1" + call);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, call);
            }

            await owner.MoveAsync(await owner.OrderAsync(item, table: table), "preparing");
        }

        var (walkedThen, usedThen) = (await WalkedAsync(), await UsedAsync());
        walkedThen.Where(one => one.Value > walked[one.Key]).Select(one => one.Key).ShouldBeEmpty();
        OfDocument.Where(name => usedThen[name] == used[name]).ShouldBeEmpty();
    }

    // Rows that were read by walking a table from its beginning to its end.
    private Task<Dictionary<string, long>> WalkedAsync() => CountsAsync("select relname || ' ' || seq_tup_read from pg_stat_user_tables where schemaname = 'cafe'");

    private Task<Dictionary<string, long>> UsedAsync() => CountsAsync("select indexrelname || ' ' || idx_scan from pg_stat_user_indexes where schemaname = 'cafe'");

    private async Task<Dictionary<string, long>> CountsAsync(string sql)
    {
        await host.ExecuteAsync("select pg_stat_force_next_flush()::text");
        return (await host.ExecuteAsync(sql)).Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
