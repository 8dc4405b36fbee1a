using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Calls the todos below their second version, as whoever reaches them, by a token, or by a key.</summary>
internal sealed class TodosClient(ServiceHost host, string? token = null, string? apiKey = null)
{
    public const string Todos = "/api/v2/todos";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public TodosClient WithToken(string text) => new(host, text);

    public TodosClient WithKey(string text) => new(host, token: null, text);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, $"{host.Prefix}{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("If-Match", ifMatch), (ApiKeyText.Header, apiKey)])
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

    public Task<JsonNode> PostAsync(string path, object? body = null, HttpStatusCode status = HttpStatusCode.Created) => GoodAsync(HttpMethod.Post, path, body, status);

    public Task<JsonNode> PutAsync(string path, object body, string? ifMatch = null) => GoodAsync(HttpMethod.Put, path, body, HttpStatusCode.OK, ifMatch);

    /// <summary>Writes down a todo; its id.</summary>
    public async Task<long> NewAsync(object todo) => (long)(await PostAsync(Todos, todo))["id"]!;

    /// <summary>A tag of its own; its id.</summary>
    public async Task<long> NewTagAsync() => (long)(await PostAsync("/api/v2/tags", new { name = $"tag {Guid.NewGuid():N}" }))["id"]!;

    /// <summary>An employee of its own; the id.</summary>
    public async Task<long> NewEmployeeAsync(long? department = null, string? email = null) =>
        (long)(await PostAsync("/api/v2/employees", new { name = $"Employee {Guid.NewGuid():N}", email = email ?? $"{Guid.NewGuid():N}@example.com", department_id = department }))["id"]!;

    /// <summary>The error of a failure, in the document's shape.</summary>
    public async Task<JsonNode> FailAsync(HttpMethod method, string path, HttpStatusCode status, object? body = null, string? ifMatch = null)
    {
        var (found, json) = await AskAsync(method, path, body, ifMatch);
        found.ShouldBe(status, $"{method} {path}: {json?.ToJsonString()}");
        json!.AsObject().Select(member => member.Key).ShouldBe(["error"]);
        return json["error"]!;
    }

    /// <summary>Does something to many todos and waits for its end.</summary>
    public async Task<JsonNode> BulkAsync(object body) => await EndAsync((string)(await PostAsync($"{Todos}/bulk-process", body, HttpStatusCode.Accepted))["task_id"]!);

    /// <summary>A task when it is over.</summary>
    public Task<JsonNode> EndAsync(string task) => UntilAsync(task, answer => (string)answer["status"]! != "processing");

    /// <summary>A task once it stands so.</summary>
    public async Task<JsonNode> UntilAsync(string task, Func<JsonNode, bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var answer = await GetAsync($"/api/v2/tasks/{task}");
            if (isSo(answer))
            {
                return answer;
            }
        }
    }

    private async Task<JsonNode> GoodAsync(HttpMethod method, string path, object? body, HttpStatusCode status, string? ifMatch = null)
    {
        var (found, json) = await AskAsync(method, path, body, ifMatch);
        found.ShouldBe(status, $"{method} {path}: {json?.ToJsonString()}");
        return json!;
    }
}
