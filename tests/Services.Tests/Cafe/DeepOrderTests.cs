using System.Net;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>A restaurant with more orders than pages by number reach.</summary>
[Trait("Requirement", "R41")]
public abstract class DeepOrderTests(CafeOnSqlite host)
{
    private const int Orders = 10_100;
    private readonly CafeClient _owner = new(host);

    [Fact]
    public async Task Whoever_follows_the_pages_of_10_100_orders_reads_them_all()
    {
        var made = await FillAsync();
        (await _owner.GetAsync("/api/v1/orders/?skip=10000&limit=50"))["items"]!.AsArray().Count.ShouldBe(50);

        using var refused = await _owner.SendAsync(HttpMethod.Get, "/api/v1/orders/?skip=10050&limit=50");

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        string.Join(", ", refused.Headers.GetValues("Link")).ShouldContain("</cafe/api/v1/orders/by-cursor>; rel=\"successor-version\"");
        var read = new HashSet<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _owner.GetAsync($"/api/v1/orders/by-cursor?limit=100{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            page["items"]!.AsArray().Select(order => (string)order!["id"]!).ShouldAllBe(id => read.Add(id));
            cursor = (string?)page["next_cursor"];
        }

        made.Except(read).ShouldBeEmpty();
    }

    [Fact]
    public async Task By_cursor_too_they_are_the_staffs() =>
        (await _owner.As(null).AskAsync(HttpMethod.Get, "/api/v1/orders/by-cursor")).Status.ShouldBe(HttpStatusCode.Unauthorized);

    private async Task<IReadOnlyList<string>> FillAsync()
    {
        var restaurant = (await host.Session.ReadAsync(new SqlStatement($"select restaurant_id from {host.Session.TableOf<Seaworthy.Cafe.Staff.User>()} where email = $1", CafeOnSqlite.Owner), row => row.GetInt64(0), default))[0];
        var start = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-30);
        var ids = Enumerable.Range(0, Orders).Select(_ => Guid.CreateVersion7()).ToList();
        await host.Session.WriteAsync(
            async (db, ct) =>
            {
                var numbers = await host.Session.TakeIdsAsync(db, "orders", Orders, ct);
                await host.Session.InsertManyAsync(
                    db, "orders", ["id", "public_id", "restaurant_id", "status", "total", "currency", "created_at", "updated_at"],
                    ids.Select((id, n) => new object?[] { numbers[n], id, restaurant, "paid", 100L, "EUR", start.AddSeconds(n / 3), start }), ct);
                return 0;
            },
            default);
        return [.. ids.Select(id => $"{id}")];
    }
}

public sealed class Deep_orders_on_SQLite(CafeOnSqlite host) : DeepOrderTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Deep_orders_on_PostgreSQL(CafeOnPostgreSql host) : DeepOrderTests(host), IClassFixture<CafeOnPostgreSql>;
