using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>The grocery's database with as many rows as make a plan matter. Made once, and read by all.</summary>
public abstract class LargeShop(string engine) : IAsyncLifetime
{
    public const int Rows = 200_000;
    public const int Orders = 100_000;
    private GroceryData _data = null!;

    internal ServiceDatabase<GroceryDb> Database => _data.Database;

    protected abstract IReadOnlyList<string> Fill { get; }

    public async Task InitializeAsync()
    {
        _data = await GroceryData.CreateAsync(engine);
        await Database.MigrateUpAsync(null, default);
        await using var connection = await Database.Sql.OpenAsync(default);
        foreach (var statement in Fill)
        {
            await ExecuteAsync(connection, statement);
        }
    }

    public async Task DisposeAsync() => await _data.DisposeAsync();

    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class LargeShopOnSqlite() : LargeShop("sqlite")
{
    protected override IReadOnlyList<string> Fill { get; } =
    [
        "insert into categories (name, slug) with recursive n(i) as (select 1 union all select i + 1 from n where i < 10) select 'c' || i, 'c' || i from n",
        $"""
        insert into products (id, name, name_key, description, price, currency, category_id, is_active, created_at, updated_at, version)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < {Rows})
        select i, 'Product ' || i, 'product ' || i, '', 49 + i % 196 * 10, 'EUR', i % 10 + 1, i % 20 <> 0, datetime('2026-01-01', '+' || i || ' seconds'), '2026-01-01', 1 from n
        """,
        "insert into product_words (word, created_at, product_id) select 'product', created_at, id from products union all select 'even', created_at, id from products where id % 2 = 0 union all select 'w' || id, created_at, id from products",
        "insert into users (id, email, uid) with recursive n(i) as (select 1 union all select i + 1 from n where i < 100) select i, 'u' || i, 'u' || i from n",
        $"""
        insert into orders (id, public_id, user_id, status, total, currency, created_at, updated_at)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < {Orders})
        select i, upper(printf('00000000-0000-7000-8000-%012x', i)), i % 100 + 1, case when i % 50 = 0 then 'picking' else 'delivered' end, 100, 'EUR', datetime('2026-01-01', '+' || i || ' seconds'), '2026-01-01' from n
        """,
        "analyze",
    ];
}

public sealed class LargeShopOnPostgreSql() : LargeShop("postgresql")
{
    protected override IReadOnlyList<string> Fill { get; } =
    [
        "insert into grocery.categories (name, slug) select 'c' || i, 'c' || i from generate_series(1, 10) i",
        $"""
        insert into grocery.products (id, name, name_key, description, price, currency, category_id, is_active, created_at, updated_at, version)
        select i, 'Product ' || i, 'product ' || i, '', 49 + i % 196 * 10, 'EUR', i % 10 + 1, i % 20 <> 0, '2026-01-01Z'::timestamptz + i * interval '1 second', '2026-01-01', 1
        from generate_series(1, {Rows}) i
        """,
        """
        insert into grocery.product_words (word, created_at, product_id)
        select 'product', created_at, id from grocery.products union all select 'even', created_at, id from grocery.products where id % 2 = 0 union all select 'w' || id, created_at, id from grocery.products
        """,
        "insert into grocery.users (id, email, uid) select i, 'u' || i, 'u' || i from generate_series(1, 100) i",
        $"""
        insert into grocery.orders (id, public_id, user_id, status, total, currency, created_at, updated_at)
        select i, gen_random_uuid(), i % 100 + 1, case when i % 50 = 0 then 'picking' else 'delivered' end, 100, 'EUR', '2026-01-01Z'::timestamptz + i * interval '1 second', '2026-01-01'
        from generate_series(1, {Orders}) i
        """,
        "vacuum analyze",
    ];
}
