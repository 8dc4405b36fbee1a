using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>What the shop has on its shelves and in its books, read over HTTP, and whether both add up.</summary>
internal sealed class OrderBooks(HttpClient client, IReadOnlyList<long> products, int stocked)
{
    private const int MostTries = 5;

    /// <summary>Products with stock, new in the shop.</summary>
    public static async Task<IReadOnlyList<long>> StockUpAsync(HttpClient client, int count, int each)
    {
        var products = new List<long>();
        for (var n = 0; n < count; n++)
        {
            var product = new { name = $"Storm crate {n}", price = 1.25m, description = "" };
            var created = await UntilInTimeAsync(() => client.PutOnShelfAsync(product), HttpStatusCode.Created);
            var id = (long)created["id"]!;
            products.Add(id);
            await UntilInTimeAsync(() => client.PutAsJsonAsync($"/grocery/admin/products/{id}/stock", new { quantity = each }), HttpStatusCode.OK);
        }

        return products;
    }

    /// <summary>Everything that is wrong.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(OrderClients clients)
    {
        var faults = new List<string>();
        var orders = await AllAsync();
        foreach (var (id, answered) in clients.Placed)
        {
            if (!orders.TryGetValue(id, out var order))
            {
                faults.Add($"order {id} was acknowledged and is not there");
            }
            else if (order["items"]!.ToJsonString() != answered["items"]!.ToJsonString() || (decimal)order["total"]! != (decimal)answered["total"]!)
            {
                faults.Add($"order {id} was acknowledged as {answered.ToJsonString()} and is {order.ToJsonString()}");
            }
        }

        faults.AddRange(clients.Cancelled.Keys.Where(id => Status(orders, id) != "cancelled").Select(id => $"order {id} was cancelled and is {Status(orders, id)}"));
        faults.AddRange(orders.Values.SelectMany(order => FaultsOf(order, clients)));
        faults.AddRange(await StockFaultsAsync(orders.Values));
        return faults;
    }

    private static string Status(Dictionary<Guid, JsonNode> orders, Guid id) => orders.TryGetValue(id, out var order) ? (string)order["status"]! : "gone";

    private static IEnumerable<string> FaultsOf(JsonNode order, OrderClients clients)
    {
        var items = order["items"]!.AsArray();
        var id = (Guid)order["id"]!;
        if (items.Sum(item => (decimal)item!["price"]! * (int)item["quantity"]!) != (decimal)order["total"]!)
        {
            yield return $"order {id} does not add up: {order.ToJsonString()}";
        }

        if ((string)order["status"]! == "cancelled" && !clients.AskedToCancel.ContainsKey(id))
        {
            yield return $"nobody cancelled order {id}";
        }

        foreach (var item in items)
        {
            var (product, price) = ((long)item!["product_id"]!, (decimal)item["price"]!);
            if (price != 1.25m && !clients.Prices.ContainsKey((product, price)))
            {
                yield return $"order {id} has a price that product {product} never had: {price.ToString(CultureInfo.InvariantCulture)}";
            }
        }
    }

    // To the last unit: what is left and what was sold is what there was.
    private async Task<IReadOnlyList<string>> StockFaultsAsync(IEnumerable<JsonNode> orders)
    {
        var sold = orders.Where(order => (string)order["status"]! != "cancelled").SelectMany(order => order["items"]!.AsArray())
            .GroupBy(item => (long)item!["product_id"]!).ToDictionary(group => group.Key, group => group.Sum(item => (int)item!["quantity"]!));
        var faults = new List<string>();
        foreach (var product in products)
        {
            var left = (int)(await ReadAsync($"/grocery/api/v2/products/{product}/stock"))["quantity"]!;
            if (left < 0 || left + sold.GetValueOrDefault(product) != stocked)
            {
                faults.Add($"product {product}: {left} left and {sold.GetValueOrDefault(product)} sold of {stocked}");
            }
        }

        return faults;
    }

    private async Task<Dictionary<Guid, JsonNode>> AllAsync()
    {
        var orders = new Dictionary<Guid, JsonNode>();
        string? cursor = null;
        do
        {
            var page = await ReadAsync($"/grocery/admin/orders?limit=100&fields=id{(cursor is null ? "" : $"&cursor={cursor}")}");
            foreach (var row in page["items"]!.AsArray())
            {
                var id = (Guid)row!["id"]!;
                orders.Add(id, await ReadAsync($"/grocery/admin/orders/{id}"));
            }

            cursor = (string?)page["next_cursor"];
        }
        while (cursor is not null);
        return orders;
    }

    private Task<JsonNode> ReadAsync(string path) => UntilInTimeAsync(() => client.GetAsync(path), HttpStatusCode.OK);

    // What the shop has and what its books say is about numbers: where a busy machine was too late it is asked again. Nothing else is.
    private static async Task<JsonNode> UntilInTimeAsync(Func<Task<HttpResponseMessage>> ask, HttpStatusCode expected)
    {
        for (var tries = 1; ; tries++)
        {
            using var answer = await ask();
            if (answer.StatusCode != HttpStatusCode.GatewayTimeout || tries == MostTries)
            {
                var text = await answer.Content.ReadAsStringAsync();
                answer.StatusCode.ShouldBe(expected, $"{answer.RequestMessage?.RequestUri}: {text}");
                return JsonNode.Parse(text)!;
            }
        }
    }
}
