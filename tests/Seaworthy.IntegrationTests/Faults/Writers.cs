using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>Clients that create products as fast as they can, and know which ones the server has acknowledged.</summary>
internal sealed class Writers(string mark)
{
    private const int Clients = 8;
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Products that were answered with 201: id and name.</summary>
    public ConcurrentDictionary<long, string> Acknowledged { get; } = new();

    /// <summary>Names that were sent and never answered: each may be there once or not at all.</summary>
    public ConcurrentBag<string> Unanswered { get; } = [];

    /// <summary>Writes until the server is gone; <paramref name="enough"/> acknowledged writes later <paramref name="then"/> is run.</summary>
    public async Task RunAsync(Uri address, int enough, Func<Task> then)
    {
        var clients = Enumerable.Range(0, Clients).Select(n => WriteAsync(address, n, enough)).ToList();
        var first = await Task.WhenAny(Task.WhenAll(clients), _enough.Task);
        await first;
        await then();
        await Task.WhenAll(clients);
    }

    /// <summary>What a server knows now that it should not, or does not know and should.</summary>
    public async Task<IReadOnlyList<string>> LossesAsync(Uri address)
    {
        var losses = new ConcurrentBag<string>();
        using var client = new HttpClient { BaseAddress = address };
        await Parallel.ForEachAsync(Acknowledged, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (product, ct) =>
        {
            using var item = await client.GetAsync($"/grocery/api/v2/products/{product.Key}", ct);
            var name = item.IsSuccessStatusCode ? (string?)JsonNode.Parse(await item.Content.ReadAsStringAsync(ct))!["name"] : null;
            if (name != product.Value)
            {
                losses.Add($"{product.Value} was acknowledged as {product.Key}, which is {name ?? $"{item.StatusCode}"}");
            }

            if (await CountAsync(client, product.Value, ct) is not 1 and var found)
            {
                losses.Add($"{product.Value} is found {found} times");
            }
        });
        foreach (var name in Unanswered)
        {
            if (await CountAsync(client, name, CancellationToken.None) is > 1 and var found)
            {
                losses.Add($"{name} was never answered and is found {found} times");
            }
        }

        return [.. losses];
    }

    private static async Task<int> CountAsync(HttpClient client, string name, CancellationToken cancellationToken) =>
        JsonNode.Parse(await client.GetStringAsync($"/grocery/api/v2/products?search={name.Split(' ')[^1]}", cancellationToken))!["items"]!.AsArray().Count;

    private async Task WriteAsync(Uri address, int number, int enough)
    {
        using var client = new HttpClient { BaseAddress = address };
        for (var n = 0; ; n++)
        {
            var name = $"Crate {mark}w{number}n{n}";
            try
            {
                using var created = await client.PutOnShelfAsync(new { name, price = 1.25, description = "" });
                if (created.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
                {
                    // A machine so busy that a write did not come to its end in time; it was not acknowledged.
                    Unanswered.Add(name);
                    continue;
                }

                created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
                Acknowledged[(long)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["id"]!] = name;
            }
            catch (Exception exception) when (NoAnswer.Is(exception))
            {
                Unanswered.Add(name);
                return;
            }

            if (Acknowledged.Count >= enough)
            {
                _enough.TrySetResult();
            }
        }
    }
}
