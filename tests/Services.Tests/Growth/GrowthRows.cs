namespace Seaworthy.Services.Tests.Growth;

/// <summary>
/// Rows of the services' main tables, by number: those that come later are newer, so that they push the pages of a small table to the end of a
/// large one, where its cursors still lead.
/// </summary>
internal static class GrowthRows
{
    /// <summary>What belongs to the one restaurant, company and rider that are looked at, however many rows the others have.</summary>
    public const int Own = 300;

    /// <summary>On the menu of that restaurant; the others have ten.</summary>
    public const int Dishes = 30;

    public const string Employee = "u1@growth.example";

    /// <summary>Has had every second ride.</summary>
    public const string Frequent = "frequent@growth.example";

    /// <summary>Has had <see cref="Own"/> rides.</summary>
    public const string Seldom = "seldom@growth.example";

    private const string At = "'2030-01-01Z'::timestamptz + i * interval '1 minute'";
    private const string Text = "'Something that is said in some more words than its title has, as people do.'";

    /// <summary>Whoever owns a restaurant.</summary>
    public static string Owner(int restaurant) => $"owner{restaurant}@growth.example";

    /// <summary>What the rows belong to, and does not grow with them.</summary>
    public static IReadOnlyList<string> Around { get; } =
    [
        "insert into grocery.categories (name, slug) select 'Shelf ' || i, 'shelf-' || i from generate_series(1, 20) i",
        "insert into todos.departments (name, name_key, version) select 'D' || i, 'd' || i, 1 from generate_series(1, 2) i",
        "insert into todos.employees (name, name_key, email, department_id, version) select 'E' || i, 'e' || i, 'e' || i || '@growth.example', 1 + i % 2, 1 from generate_series(1, 20) i",
        "insert into todos.tags (name, name_key, version) select 'T' || i, 't' || i, 1 from generate_series(1, 5) i",
    ];

    /// <summary>Restaurants and companies, each with somebody who may call, and a menu: the first has a long one.</summary>
    public static IReadOnlyList<string> Tenants(int from, int to) =>
    [
        $"insert into cafe.restaurants (name, currency, last_event, created_at, updated_at, version) select 'R' || i, 'EUR', 0, now(), now(), 1 from generate_series({from}, {to}) i",
        $"insert into cafe.users (restaurant_id, email, full_name, role, is_active, created_at, updated_at, version) select i, 'owner' || i || '@growth.example', 'O', 'owner', true, now(), now(), 1 from generate_series({from}, {to}) i",
        $"insert into cafe.categories (restaurant_id, name, position, version) select i, 'C', 1, 1 from generate_series({from}, {to}) i",
        $"""
        insert into cafe.menu_items (restaurant_id, category_id, name, name_key, description, price, is_available, created_at, updated_at, version)
        select c.restaurant_id, c.id, 'Dish ' || lpad(n::text, 4, '0'), 'dish ' || lpad(n::text, 4, '0'), {Text}, 100, true, now(), now(), 1
        from cafe.categories c, lateral generate_series(1, case when c.restaurant_id = 1 then {Dishes} else 10 end) n where c.restaurant_id between {from} and {to}
        """,
        $"insert into workforce.companies (name, industry, created_at, updated_at, version) select 'C' || i, 'Trade', now(), now(), 1 from generate_series({from}, {to}) i",
    ];

    /// <summary>One statement for each table, at once: nobody looks whether a row is there that another one points at.</summary>
    /// <param name="from">The first row's number.</param>
    /// <param name="to">The last one's.</param>
    /// <param name="tenants">Among how many restaurants, companies and riders those are shared out that are not <see cref="Own"/>.</param>
    public static IReadOnlyList<string> Between(int from, int to, int tenants)
    {
        var (numbers, tenant) = ($"generate_series({from}, {to}) i", $"case when i <= {Own} then 1 else 2 + i % {tenants} end");
        return
        [
            $"""
            insert into grocery.products (name, name_key, description, price, currency, category_id, is_active, created_at, updated_at, version)
            select 'Product ' || lpad(i::text, 8, '0'), 'product ' || lpad(i::text, 8, '0'), {Text}, 100 + i * 7 % 900, 'EUR', 1 + i % 20, i % 10 > 0, {At}, {At}, 1 from {numbers}
            """,
            $"""
            with placed as (
                insert into grocery.orders (public_id, status, total, currency, created_at, updated_at) select gen_random_uuid(), 'delivered', 100, 'EUR', {At}, {At} from {numbers} returning id)
            insert into grocery.order_items (order_id, product_id, name, price, quantity) select id, 1 + id % 100, 'P', 100, 1 from placed
            """,
            $"""
            insert into cafe.orders (public_id, restaurant_id, status, total, currency, created_at, updated_at)
            select gen_random_uuid(), {tenant}, 'paid', 100, 'EUR', {At}, {At} from {numbers}
            """,
            $"""
            insert into workforce.users (company_id, email, username, full_name, name_key, is_active, created_at, updated_at, version)
            select {tenant}, 'u' || i || '@growth.example', 'u' || i, 'U ' || lpad(i::text, 8, '0'), 'u ' || lpad(i::text, 8, '0'), true, {At}, {At}, 1 from {numbers}
            """,
            $"""
            insert into todos.todos (title, description, status, completed, priority, due_date, due_key, assignee_id, created_at, updated_at, version)
            select 'Todo ' || lpad(i::text, 8, '0'), {Text}, case when i % 20 = 0 then 'pending' else 'completed' end, i % 20 > 0, 'medium', {At}, {At}, 1 + i % 20, {At}, {At}, 1 from {numbers}
            """,
            $"""
            insert into rides_trips.rides (public_id, version, user_id, status, round, distance_m, quote_cents, fare_cents, currency, payment, refused, until, requested_at, ended_at, paid_at)
            select gen_random_uuid(), 5, 'development:' || case when i % 2 = 0 then '{Frequent}' when i <= {2 * Own} then '{Seldom}' else 'r' || i % {tenants} || '@growth.example' end,
                'finished', 1, 5000, 1200, 1200, 'EUR', 'paid', '', {At}, {At}, {At}, {At} from {numbers}
            """,
        ];
    }
}
