using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>Two processes of the cafe that share a database and a Redis: one menu, one count of orders.</summary>
[Trait("Requirement", "R1")]
[Trait("Requirement", "R39")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
public sealed class SharedCafeTests(CafeOnRedis host) : IClassFixture<CafeOnRedis>
{
    private const string Menu = "/cafe/api/v1/menu-items/?limit=50";

    // Half a second is what the cache promises; the rest is room for a machine that is busy with other tests.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private readonly CafeClient _owner = new(host);

    [Fact]
    public async Task What_one_process_changes_on_the_menu_the_other_shows_within_the_bound()
    {
        await using var other = await host.StartAnotherAsync(("Seaworthy:Caching:StatusHeader", "true"));
        for (var n = 0; n < 5; n++)
        {
            await UntilKeptAsync(other);
            var name = $"Special {Guid.NewGuid():N}";

            await _owner.PostAsync("/api/v1/menu-items/", new { name, category_id = 1, price = 4.25 });

            var changed = Stopwatch.GetTimestamp();
            while (!(await MenuOfAsync(other)).Items.Any(item => item.EndsWith(name, StringComparison.Ordinal)))
            {
                Stopwatch.GetElapsedTime(changed).ShouldBeLessThan(Bound);
            }
        }
    }

    [Fact]
    public async Task Each_restaurants_menu_is_its_own_in_the_second_level_too()
    {
        await _owner.GetAsync("/api/v1/menu-items/?limit=50");
        await using var other = await host.StartAnotherAsync();

        var (ours, theirs) = ((await MenuOfAsync(other)).Items, (await MenuOfAsync(other, CafeOnSqlite.OtherOwner)).Items);

        ours.ShouldContain(item => item.EndsWith(" Latte"));
        theirs.ShouldContain(item => item.EndsWith(" Flat white"));
        ours.Intersect(theirs).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_orders_a_minute_are_ten_over_both_processes()
    {
        const string Limit = "Services:Cafe:RateLimiting:Policies:orders";
        await using var one = await host.StartAnotherAsync((Limit, "10/minute"));
        await using var other = await host.StartAnotherAsync((Limit, "10/minute"));

        var answers = new List<HttpStatusCode>();
        for (var n = 0; n < 12; n++)
        {
            using var answer = await (n % 2 == 0 ? one : other).Client.PostAsJsonAsync("/cafe/api/v1/orders/", new { items = new[] { new { menu_item_id = 1, quantity = 1 } } });
            answers.Add(answer.StatusCode);
        }

        answers.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.Created, 10), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests]);
    }

    private static async Task UntilKeptAsync(TestApp app)
    {
        while (!(await MenuOfAsync(app)).Status.Contains("hit", StringComparison.Ordinal))
        {
        }
    }

    private static async Task<(IReadOnlyList<string> Items, string Status)> MenuOfAsync(TestApp app, string? email = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Menu);
        request.Headers.Authorization = email is null ? null : new AuthenticationHeaderValue("Development", email);
        using var answer = await app.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var items = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["items"]!.AsArray().Select(item => $"{item!["id"]} {item["name"]}").ToList();
        return (items, answer.Headers.TryGetValues("Cache-Status", out var status) ? string.Join(' ', status) : "");
    }
}

[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
public sealed class Menu_on_Redis(CafeOnRedis host) : MenuTests(host), IClassFixture<CafeOnRedis>;

[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
public sealed class Orders_on_Redis(CafeOnRedis host) : OrderTests(host), IClassFixture<CafeOnRedis>;

[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
public sealed class Tenants_on_Redis(CafeOnRedis host) : TenantTests(host), IClassFixture<CafeOnRedis>;
