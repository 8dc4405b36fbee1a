using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>
/// One connection for everybody: a request that waits for a second one while it holds the first would wait for itself, and
/// twenty such requests for each other.
/// </summary>
[Trait("Server", "PostgreSQL")]
[Trait("Requirement", "R31")]
public sealed class SmallPoolTests
{
    [Fact]
    public async Task A_whole_days_shopping_needs_one_connection_at_a_time()
    {
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var served = await ServedProcess.StartAsync(
            database, variables: [("Seaworthy__Database__MaxPoolSize", "1"), ("Seaworthy__Database__ConnectTimeoutSeconds", "2")]);
        using var client = new HttpClient { BaseAddress = served.Address };
        client.DefaultRequestHeaders.Add("Authorization", "Development ann@example.com");
        var product = (await OrderBooks.StockUpAsync(client, 1, each: 100))[0];

        var orders = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ShopAsync(client, product)));

        orders.Select(order => (string)order["status"]!).ShouldAllBe(status => status == "cancelled");
        var stock = (await client.GetFromJsonAsync<JsonNode>($"/grocery/api/v2/products/{product}/stock"))!;
        ((int)stock["quantity"]!).ShouldBe(100);
    }

    // A cart with one thing in it becomes an order, which is then cancelled.
    private static async Task<JsonNode> ShopAsync(HttpClient client, long product)
    {
        var cart = await AnswerAsync(await client.PostAsync("/grocery/api/v2/carts", null));
        await AnswerAsync(await client.PutAsJsonAsync($"/grocery/api/v2/carts/{cart["id"]}/items/{product}", new { quantity = 2 }));
        var order = await AnswerAsync(await client.PostWithKeyAsync("/grocery/api/v2/orders", new { cart_id = (string)cart["id"]! }));
        return await AnswerAsync(await client.PostAsync($"/grocery/api/v2/orders/{order["id"]}/cancel", null));
    }

    private static async Task<JsonNode> AnswerAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}
