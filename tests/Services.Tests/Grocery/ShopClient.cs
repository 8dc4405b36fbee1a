using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>Calls the shop as its customers and its staff do.</summary>
internal sealed class ShopClient(GroceryHost host, string? email = null)
{
    private bool IsStaff { get; init; }


    public ShopClient As(string customer) => new(host, customer);

    public ShopClient AsStaff() => new(host) { IsStaff = true };

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    /// <summary>The problem's type and the first place it points at.</summary>
    public static async Task<(string Type, string? Pointer)> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        var problem = await JsonAsync(answer);
        return ((string)problem["type"]!, (string?)problem["errors"]?[0]?["pointer"]);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, host.Prefix + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = email is null ? null : new AuthenticationHeaderValue("Development", email);
        if (method == HttpMethod.Post && path.StartsWith("/api/v2/", StringComparison.Ordinal))
        {
            request.Headers.Add("Idempotency-Key", key ?? $"{Guid.NewGuid()}");
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await (IsStaff ? host.Staff : host.Client).SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object? body) => SendAsync(HttpMethod.Post, path, body);

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        return answer.StatusCode;
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await JsonAsync(answer);
    }

    public async Task<JsonNode> OrderAsync(params (long Product, int Quantity)[] lines)
    {
        using var placed = await PostAsync("/api/v2/orders", new { items = lines.Select(line => new { product_id = line.Product, quantity = line.Quantity }) });
        placed.StatusCode.ShouldBe(HttpStatusCode.Created, await placed.Content.ReadAsStringAsync());
        return await JsonAsync(placed);
    }

    public async Task<long> NewProductAsync(string name, decimal price)
    {
        using var created = await AsStaff().PostAsync("/api/v2/products", new { name, price, description = "" });
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        return (long)(await JsonAsync(created))["id"]!;
    }

    public async Task ChangeProductAsync(long id, string name, decimal price)
    {
        using var read = await SendAsync(HttpMethod.Get, $"/api/v2/products/{id}");
        using var changed = await AsStaff().SendAsync(HttpMethod.Put, $"/api/v2/products/{id}", new { name, price, description = "" }, read.Headers.ETag!.ToString());
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
    }

    public async Task StockAsync(long product, int quantity) =>
        (await StatusAsync(HttpMethod.Put, $"/admin/products/{product}/stock", new { quantity })).ShouldBe(HttpStatusCode.OK);

    public async Task<int> LeftAsync(long product) => (int)(await GetAsync($"/api/v2/products/{product}/stock"))["quantity"]!;

    public Task<HttpStatusCode> MoveAsync(JsonNode order, string status) =>
        StatusAsync(HttpMethod.Put, $"/admin/orders/{order["id"]}/status", new { status });
}
