using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Calls workforce as one of a company's people, as a program, or as a stranger.</summary>
internal sealed class EtterClient(WorkforceHost host, string? email = WorkforceHost.Chief, string? apiKey = null)
{
    public EtterClient As(string? another) => new(host, another);

    public EtterClient WithKey(string text) => new(host, email: null, text);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"{host.Prefix}/api/etter{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = email is null ? null : new AuthenticationHeaderValue("Development", email);
        if (apiKey is not null)
        {
            request.Headers.Add(ApiKeyText.Header, apiKey);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await host.Client.SendAsync(request);
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var answer = await SendAsync(method, path, body, ifMatch);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public Task<JsonNode> GetAsync(string path) => GoodAsync(HttpMethod.Get, path, null, HttpStatusCode.OK);

    /// <summary>What the envelope of a stored row holds.</summary>
    public async Task<JsonNode> PostAsync(string path, object body, HttpStatusCode status = HttpStatusCode.Created) =>
        (await GoodAsync(HttpMethod.Post, path, body, status))["data"]!;

    public async Task<JsonNode> PutAsync(string path, object body, string? ifMatch = null) =>
        (await GoodAsync(HttpMethod.Put, path, body, HttpStatusCode.OK, ifMatch))["data"]!;

    /// <summary>The code and the message of a failure.</summary>
    public async Task<(string Code, string Message)> FailAsync(HttpMethod method, string path, HttpStatusCode status, object? body = null, string? ifMatch = null)
    {
        var (found, json) = await AskAsync(method, path, body, ifMatch);
        found.ShouldBe(status, json.ToJsonString());
        ((string)json["status"]!).ShouldBe("failure");
        return ((string)json["error_code"]!, (string)json["message"]!);
    }

    public async Task<string> ETagAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        return answer.Headers.ETag!.ToString();
    }

    public async Task<long> NewWorkflowAsync(string name = "Hire somebody", string status = "active") =>
        (long)(await PostAsync("/workflows", new { name, status, description = "From the advertisement to the first day.", steps = new[] { new { name = "Advertise", minutes = 60 }, new { name = "Talk", minutes = 90 } } }))["id"]!;

    public Task<JsonNode> ScoreAsync(long workflow) => PostAsync($"/workflows/{workflow}/score", new { });

    /// <summary>Asks for a large simulation; the task's id.</summary>
    public async Task<Guid> SimulateAsync(object request) => (Guid)(await GoodAsync(HttpMethod.Post, "/simulation/v1", request, HttpStatusCode.Accepted))["task_id"]!;

    /// <summary>A task of a simulation, as soon as <paramref name="isSo"/>.</summary>
    public async Task<JsonNode> UntilAsync(Guid task, Func<JsonNode, bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var answer = await GetAsync($"/simulation/v1/tasks/{task}");
            if (isSo(answer))
            {
                return answer;
            }
        }
    }

    /// <summary>A task of a simulation when it is over.</summary>
    public Task<JsonNode> EndAsync(Guid task) => UntilAsync(task, answer => (string)answer["status"]! != "processing");

    private async Task<JsonNode> GoodAsync(HttpMethod method, string path, object? body, HttpStatusCode status, string? ifMatch = null)
    {
        var (found, json) = await AskAsync(method, path, body, ifMatch);
        found.ShouldBe(status, $"{method} {path}: {json.ToJsonString()}");
        return json;
    }
}
