using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>Calls the drivers as somebody; without a token as a stranger.</summary>
internal sealed class DriversClient(DriversOnSqlite host, string subject, string? token)
{
    public string Subject => subject;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null) =>
        SendTextAsync(method, path, body is null ? null : JsonContent.Create(body), ifMatch, key);

    public async Task<HttpResponseMessage> SendTextAsync(HttpMethod method, string path, HttpContent? content, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"{host.Prefix}{path}") { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("If-Match", ifMatch), ("Idempotency-Key", key)])
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await host.Client.SendAsync(request);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var answer = await SendAsync(method, path, body, ifMatch);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public Task<JsonNode> GetAsync(string path) => GoodAsync(HttpMethod.Get, path, null, HttpStatusCode.OK);

    public Task<JsonNode> PutAsync(string path, object body, string? ifMatch = null) => GoodAsync(HttpMethod.Put, path, body, HttpStatusCode.OK, ifMatch);

    /// <summary>Becomes a driver with a plate of his own.</summary>
    public Task<JsonNode> BecomeAsync(string? plate = null) => GoodAsync(HttpMethod.Post, "", Card(plate), HttpStatusCode.Created);

    /// <summary>Says where he is.</summary>
    public async Task StandAsync(double lat, double lon, DateTime? at = null)
    {
        var (status, body) = await AskAsync(HttpMethod.Put, "/me/position", new { lat, lon, at });
        status.ShouldBe(HttpStatusCode.NoContent, body?.ToJsonString());
    }

    /// <summary>What he is doing.</summary>
    public async Task<(string State, bool WantsOff, Guid? Ride)> StateAsync()
    {
        var me = await GetAsync("/me");
        return ((string)me["state"]!, (bool)me["wants_off"]!, (Guid?)me["ride"]);
    }

    /// <summary>The problem of a failure.</summary>
    public async Task<JsonNode> FailAsync(HttpMethod method, string path, HttpStatusCode status, object? body = null, string? ifMatch = null)
    {
        var (found, json) = await AskAsync(method, path, body, ifMatch);
        found.ShouldBe(status, $"{method} {path}: {json?.ToJsonString()}");
        return json!;
    }

    public static object Card(string? plate = null, string name = "Ada Driver") => new { name, vehicle = "Yellow van", plate = plate ?? $"{Guid.NewGuid():N}"[..10] };

    private async Task<JsonNode> GoodAsync(HttpMethod method, string path, object? body, HttpStatusCode status, string? ifMatch = null)
    {
        var (found, json) = await AskAsync(method, path, body, ifMatch);
        found.ShouldBe(status, $"{method} {path}: {json?.ToJsonString()}");
        return json!;
    }
}
