using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>Calls the cafe as one of the staff, as a program, as somebody at a table, or as a guest.</summary>
internal sealed class CafeClient(ServiceHost host, string? email = CafeOnSqlite.Owner, string? table = null, string? apiKey = null)
{
    public CafeClient As(string? another) => new(host, another);

    public CafeClient WithKey(string text) => new(host, email: null, table, text);

    public CafeClient AtTable(string token) => new(host, email: null, token);

    public HttpRequestMessage Request(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, $"{host.Prefix}{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = email is null ? null : new AuthenticationHeaderValue("Development", email);
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("If-Match", ifMatch), ("Idempotency-Key", key), ("X-Table-Token", table), (ApiKeyText.Header, apiKey)])
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null)
    {
        using var request = Request(method, path, body, ifMatch, key);
        return await host.Client.SendAsync(request);
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var answer = await SendAsync(method, path, body, ifMatch);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public Task<JsonNode> GetAsync(string path) => GoodAsync(HttpMethod.Get, path, null, HttpStatusCode.OK);

    public Task<JsonNode> PostAsync(string path, object? body = null, HttpStatusCode status = HttpStatusCode.Created) => GoodAsync(HttpMethod.Post, path, body, status);

    public Task<JsonNode> PutAsync(string path, object body, string? ifMatch = null) => GoodAsync(HttpMethod.Put, path, body, HttpStatusCode.OK, ifMatch);

    /// <summary>The sentence of a failure.</summary>
    public async Task<string> FailAsync(HttpMethod method, string path, HttpStatusCode status, object? body = null, string? ifMatch = null)
    {
        var (found, json) = await AskAsync(method, path, body, ifMatch);
        found.ShouldBe(status, $"{method} {path}: {json.ToJsonString()}");
        return (string)json["detail"]!;
    }

    /// <summary>Orders, and gives the order's id.</summary>
    public async Task<string> OrderAsync(long item = 1, int quantity = 1, long? table = null) =>
        (string)(await PostAsync("/api/v1/orders/", new { items = new[] { new { menu_item_id = item, quantity } }, table_id = table }))["id"]!;

    public async Task MoveAsync(string order, params string[] statuses)
    {
        foreach (var status in statuses)
        {
            await PutAsync($"/api/v1/orders/{order}/status", new { status });
        }
    }

    /// <summary>A new code for a table; its token.</summary>
    public async Task<string> CodeAsync(long table = 1) => (string)(await PostAsync($"/api/v1/tables/{table}/code", status: HttpStatusCode.OK))["token"]!;

    private async Task<JsonNode> GoodAsync(HttpMethod method, string path, object? body, HttpStatusCode status, string? ifMatch = null)
    {
        var (found, json) = await AskAsync(method, path, body, ifMatch);
        found.ShouldBe(status, $"{method} {path}: {json.ToJsonString()}");
        return json;
    }
}
