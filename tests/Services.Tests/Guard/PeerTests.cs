using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.Services.Tests.Grocery;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>The benchmarks' peers, FastAPI and Fastify as they are, behind a guard: what their authors did not write is there.</summary>
[Trait("Requirement", "R75")]
public sealed class PeerTests(GroceryApartOnPostgreSql grocery) : IClassFixture<GroceryApartOnPostgreSql>
{
    private readonly string _database = grocery.Database.Url!;

    [PeerFact("FastApi")]
    public Task FastAPI_gets_all_of_it() => GetsAllOfItAsync(port => PeerProcess.FastApiAsync(_database, port), "detail");

    [PeerFact("Fastify")]
    public Task Fastify_gets_all_of_it() => GetsAllOfItAsync(port => PeerProcess.FastifyAsync(_database, port), "error");

    [PeerFact("FastApi")]
    public async Task An_order_of_FastAPI_that_is_sent_twice_with_one_key_is_one_order()
    {
        await using var api = await PeerProcess.FastApiAsync(_database);
        await using var guard = await GuardedApi.StartAsync(api.Address);
        var first = await OrderAsync(guard, "k-1");
        var second = await OrderAsync(guard, "k-1");
        var other = await OrderAsync(guard, "k-2");

        first.StatusCode.ShouldBe(HttpStatusCode.NotFound, "the shop has no stock of it, or it is not for sale: what the API says is kept too");
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        other.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
    }

    private static async Task GetsAllOfItAsync(Func<int, Task<PeerProcess>> startAsync, string errorMember)
    {
        var api = await startAsync(0);
        await using var guard = await GuardedApi.StartAsync(api.Address, "resilience: { retries: 0, breakerCalls: 4, breakMs: 500, breakerWindowMs: 2000 }");
        try
        {
            using var list = await guard.Client.GetAsync("/products?page=1&size=20");
            list.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await list.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray().Count.ShouldBe(20);
            foreach (var name in (string[])["X-Request-ID", "X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy", "RateLimit", "Cache-Status", "X-Response-Time"])
            {
                list.Headers.Contains(name).ShouldBeTrue(name);
            }

            list.Headers.Contains("Server").ShouldBeFalse();
            using var again = new HttpRequestMessage(HttpMethod.Get, "/products?page=1&size=20") { Headers = { { "If-None-Match", list.Headers.ETag!.ToString() } } };
            (await guard.Client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
            using var encoded = new HttpRequestMessage(HttpMethod.Get, "/products?page=1&size=20") { Headers = { { "Accept-Encoding", "br" } } };
            (await guard.Client.SendAsync(encoded)).Content.Headers.ContentEncoding.ShouldBe(["br"]);

            using var missing = await guard.Client.GetAsync("/products/999999999");
            missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await missing.Content.ReadFromJsonAsync<JsonObject>())!.ContainsKey(errorMember).ShouldBeTrue("its own error, in its own words");

            await api.KillAsync();
            await GuardFailureTests.ShouldBeProblemAsync(await guard.Client.GetAsync("/products/1"), 502, "external-service");
            await UntilAsync(guard, HttpStatusCode.ServiceUnavailable);
            await using var back = await startAsync(api.Port);
            await UntilAsync(guard, HttpStatusCode.OK);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    private static async Task UntilAsync(GuardedApi guard, HttpStatusCode status)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await guard.Client.GetAsync("/products/1", patience.Token)).StatusCode != status)
        {
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<HttpResponseMessage> OrderAsync(GuardedApi guard, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(new { items = (object[])[new { product_id = 999_999_999, quantity = 1 }] }) };
        request.Headers.Add("Idempotency-Key", key);
        return await guard.Client.SendAsync(request);
    }
}
