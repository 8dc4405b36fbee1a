using System.Text.Json.Nodes;

namespace Seaworthy.Bench;

/// <summary>Before anything is timed: the peers say the same about the same rows.</summary>
internal sealed class SameAnswers(Peers peers) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    public async Task<int> CheckAsync(Walk walk, IReadOnlyList<long> ids)
    {
        var compared = 0;
        SameJson.Check("/plain", await GetAsync(peers.Bare, "/plain"), await GetAsync(peers.Layered, "/plain"));
        foreach (var id in ids)
        {
            var ours = await GetAsync(peers.Grocery, $"/grocery/api/v2/products/{id}");
            foreach (var peer in (Server[])[peers.Bare, peers.Vanilla, peers.FastApi, peers.Fastify])
            {
                SameJson.Check($"product {id} ({peer.Name})", await GetAsync(peer, $"/products/{id}"), ours);
                compared++;
            }
        }

        for (var i = 0; i < walk.Cursors.Count - 1; i += walk.Cursors.Count / 20)
        {
            var (signed, plain) = walk.Cursors[i];
            SameJson.Check($"page after {plain}", Items(await GetAsync(peers.Bare, $"/products?cursor={plain}")), Items(await PageAsync(signed)));
            compared++;
        }

        var counted = await GetAsync(peers.Grocery, HttpRows.PageOne);
        SameJson.Check("offset page 1 with total (nginx)", await GetAsync(peers.Nginx, "/page.json"), counted);
        foreach (var peer in (Server[])[peers.Vanilla, peers.VanillaCached, peers.VanillaFull, peers.FastApi, peers.Fastify])
        {
            SameJson.Check($"offset page 1 with total ({peer.Name})", await GetAsync(peer, "/products?page=1&size=20"), counted);
            compared++;
        }

        SameLength("as many bytes", await _http.GetByteArrayAsync(new Uri(peers.Bare.Url, $"/bytes/{peers.PageBytes}")), peers.PageBytes);
        await ComparePageAsync(1, await GetAsync(peers.Grocery, "/grocery/api/v2/products"));
        await ComparePageAsync(Walk.DeepPage, await PageAsync(walk.Deep));
        return compared + 5;
    }

    public void Dispose() => _http.Dispose();

    // Vanilla shows whole products, a keyset page slim ones.
    private async Task ComparePageAsync(int number, JsonNode ours)
    {
        var items = Items(ours);
        var theirs = Items(await GetAsync(peers.Vanilla, $"/products?page={number}&size=20"));
        SameJson.Check($"page {number} by OFFSET and by cursor", SameJson.Only(theirs, items), items);
    }

    private static void SameLength(string what, byte[] bytes, int wanted)
    {
        if (bytes.Length != wanted)
        {
            throw new InvalidOperationException($"{what}: {bytes.Length} bytes, and the page has {wanted}");
        }
    }

    private Task<JsonNode> PageAsync(string cursor) => GetAsync(peers.Grocery, $"/grocery/api/v2/products?cursor={cursor}");

    private async Task<JsonNode> GetAsync(Server server, string path) =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri(server.Url, path)))!;

    private static JsonArray Items(JsonNode page) => page["items"]!.AsArray();
}
