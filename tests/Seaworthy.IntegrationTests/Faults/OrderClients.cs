using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>
/// Shoppers and a shopkeeper who never rest: they order, cancel and change prices, and write down what the server has told
/// them. A client ends when the server is gone; what it had asked last may have happened or not.
/// </summary>
internal sealed class OrderClients(IReadOnlyList<long> products, int seed)
{
    private const int Clients = 8;
    private const string Shop = "/grocery/api/v2";

    /// <summary>Orders that were answered with 201, as they were answered.</summary>
    public ConcurrentDictionary<Guid, JsonNode> Placed { get; } = new();

    /// <summary>Orders whose cancellation was answered with 200.</summary>
    public ConcurrentDictionary<Guid, bool> Cancelled { get; } = new();

    /// <summary>Orders whose cancellation was asked for.</summary>
    public ConcurrentDictionary<Guid, bool> AskedToCancel { get; } = new();

    /// <summary>Every price that a product may have had.</summary>
    public ConcurrentDictionary<(long Product, decimal Price), bool> Prices { get; } = new();

    /// <summary>Answers by status, to see that the storm was one.</summary>
    public ConcurrentDictionary<HttpStatusCode, int> Answers { get; } = new();

    /// <summary>Answers that nobody should get.</summary>
    public ConcurrentBag<string> Faults { get; } = [];

    /// <summary>Runs until the server is gone; <paramref name="enough"/> orders later <paramref name="then"/> is run.</summary>
    public async Task RunAsync(Uri address, int round, int enough, Func<Task> then)
    {
        var until = Placed.Count + enough;
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(n => ActAsync(address, new Random(HashCode.Combine(seed, round, n)), until, told)).ToList();
        await await Task.WhenAny(Task.WhenAll(clients), told.Task);
        await then();
        await Task.WhenAll(clients);
    }

    private async Task ActAsync(Uri address, Random random, int until, TaskCompletionSource told)
    {
        using var client = new HttpClient { BaseAddress = address };
        try
        {
            while (Faults.IsEmpty)
            {
                await (random.Next(10) switch
                {
                    < 7 => OrderAsync(client, random),
                    < 9 => CancelAsync(client, random),
                    _ => ChangePriceAsync(client, random),
                });
                if (Placed.Count >= until)
                {
                    told.TrySetResult();
                }
            }
        }
        catch (Exception exception) when (NoAnswer.Is(exception))
        {
            // Killed.
        }
    }

    private async Task OrderAsync(HttpClient client, Random random)
    {
        var items = new JsonArray();
        foreach (var product in products.OrderBy(_ => random.Next()).Take(random.Next(1, 4)))
        {
            var item = new JsonObject { ["product_id"] = product, ["quantity"] = random.Next(1, 6) };
            if (random.Next(4) == 0)
            {
                using var shown = await client.GetAsync($"{Shop}/products/{product}");
                item["price"] = (await BodyAsync(shown, "shown", HttpStatusCode.OK))?["price"]?.DeepClone();
            }

            items.Add(item);
        }

        using var answer = await client.PostWithKeyAsync($"{Shop}/orders", new JsonObject { ["items"] = items });
        if (await BodyAsync(answer, "order", HttpStatusCode.Created, HttpStatusCode.Conflict) is { } order && answer.StatusCode == HttpStatusCode.Created)
        {
            Placed[(Guid)order["id"]!] = order;
            foreach (var (sent, stored) in items.Zip(order["items"]!.AsArray()).Where(pair => pair.First!["price"] is not null))
            {
                ((decimal)stored!["price"]!).ShouldBe((decimal)sent!["price"]!);
            }
        }
    }

    private async Task CancelAsync(HttpClient client, Random random)
    {
        var placed = Placed.Keys.ToList();
        if (placed.Count == 0)
        {
            return;
        }

        // Recent ones mostly, so that two often cancel the same order at once.
        var id = placed[random.Next(Math.Max(0, placed.Count - 20), placed.Count)];
        AskedToCancel[id] = true;
        using var answer = await client.PostAsync($"{Shop}/orders/{id}/cancel", null);
        if (await BodyAsync(answer, "cancel", HttpStatusCode.OK) is not null && answer.StatusCode == HttpStatusCode.OK)
        {
            Cancelled[id] = true;
        }
    }

    private async Task ChangePriceAsync(HttpClient client, Random random)
    {
        var id = products[random.Next(products.Count)];
        using var read = await client.GetAsync($"{Shop}/products/{id}");
        var product = await BodyAsync(read, "product", HttpStatusCode.OK);
        if (read.StatusCode != HttpStatusCode.OK)
        {
            return;
        }

        var price = random.Next(1, 1000) / 100m;
        Prices[(id, price)] = true;
        using var change = new HttpRequestMessage(HttpMethod.Put, $"{Shop}/products/{id}")
        {
            Content = JsonContent.Create(new { name = (string)product!["name"]!, description = "", price }),
        };
        change.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        using var answer = await client.SendAsync(change.ByStaff());
        await BodyAsync(answer, "price", HttpStatusCode.OK, HttpStatusCode.PreconditionFailed);
    }

    private async Task<JsonNode?> BodyAsync(HttpResponseMessage answer, string what, params HttpStatusCode[] expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Answers.AddOrUpdate(answer.StatusCode, 1, (_, times) => times + 1);
        // Too busy, or too late: then nobody knows what came of it.
        if (!expected.Contains(answer.StatusCode) && answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
        {
            Faults.Add($"{what}: {(int)answer.StatusCode} {text}");
        }

        return JsonNode.Parse(text);
    }
}
