using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.Tokens;
using Seaworthy.Jobs;
using Seaworthy.Messaging;
using Seaworthy.Rides.Contracts;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>Somebody who rides, owes, and pays.</summary>
internal sealed class RiderClient(ServiceHost host, params string[] roles)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _token = host.App.App.Services.GetRequiredService<AccessTokens>().Issue(new($"{Guid.NewGuid()}", $"{Guid.NewGuid()}") { Audiences = ["rides"], Roles = roles }).Text;

    public string Subject => JsonDocument.Parse(Base64(_token.Split('.')[1])).RootElement.GetProperty("sub").GetString()!;

    /// <summary>A ride for which something is owed, as the trips tell it; the payment is there.</summary>
    public async Task<Guid> OweAsync(long cents = 1234, Guid? ride = null, string currency = "EUR")
    {
        var owed = new MoneyOwed(ride ?? Guid.CreateVersion7(), Subject, cents, currency, "fare");
        var receiver = host.App.App.Services.GetServices<IEventReceiver>().Single(one => one.Service == "rides_payments");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await receiver.ReceiveAsync(receiver.Consumers.Single(), [new(Guid.CreateVersion7(), RideEvents.Owed.Name, $"{owed.Ride}", now.Ticks, JsonSerializer.Serialize(owed, JobJson.Options), null, null, null, now)], default);
        await UntilAsync(owed.Ride, _ => true);
        return owed.Ride;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"{host.Prefix}{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await host.Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> PayAsync(Guid ride, string method = "card-ok", string? key = null) =>
        SendAsync(HttpMethod.Post, $"/{ride}/pay", new { method }, key ?? $"{Guid.NewGuid()}");

    /// <summary>Begins to pay.</summary>
    public async Task<JsonNode> BeginAsync(Guid ride, string method = "card-ok", string? key = null)
    {
        using var answer = await PayAsync(ride, method, key);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The payment of a ride when it is so.</summary>
    public async Task<JsonNode> UntilAsync(Guid ride, Func<JsonNode, bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var answer = await SendAsync(HttpMethod.Get, $"/{ride}");
            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            if (answer.StatusCode == HttpStatusCode.OK && isSo(JsonNode.Parse(text)!))
            {
                return JsonNode.Parse(text)!;
            }

            limit.IsCancellationRequested.ShouldBeFalse(text);
        }
    }

    public Task<JsonNode> UntilAsync(Guid ride, string state) => UntilAsync(ride, payment => (string)payment["state"]! == state);

    /// <summary>Waits until something is so, while the service answers.</summary>
    public Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    /// <inheritdoc cref="UntilAsync(Func{bool})"/>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            (await host.Client.GetAsync(new Uri("/health/live", UriKind.Relative), limit.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    private static byte[] Base64(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
