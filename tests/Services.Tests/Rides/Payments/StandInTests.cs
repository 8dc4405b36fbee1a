using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>The stand-in does what payment providers do.</summary>
[Trait("Requirement", "R22")]
public abstract class StandInTests(PaymentsOnSqlite host)
{
    private readonly string _reference = $"{Guid.NewGuid()}";

    [Fact]
    public async Task The_same_key_and_body_are_one_charge_and_another_body_is_refused()
    {
        var key = $"{Guid.NewGuid()}";
        using var first = await ChargeAsync(key, 500);
        using var second = await ChargeAsync(key, 500);
        using var other = await ChargeAsync(key, 501);

        (first.StatusCode, second.StatusCode, other.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity));
        var charge = JsonNode.Parse(await first.Content.ReadAsStringAsync())!;
        ((string)charge["status"]!).ShouldBe("pending");
        ((string)JsonNode.Parse(await second.Content.ReadAsStringAsync())!["id"]!).ShouldBe((string)charge["id"]!);
        var found = (await GetAsync($"?reference={_reference}"))["charges"]!.AsArray();
        ((string)found.Single()!["id"]!).ShouldBe((string)charge["id"]!);
        ((long)(await GetAsync($"/{charge["id"]}"))["amount_cents"]!).ShouldBe(500);
    }

    [Fact]
    public async Task Many_with_one_key_at_once_are_one_charge()
    {
        var key = $"{Guid.NewGuid()}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ChargeAsync(key, 500)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created || answer.StatusCode == HttpStatusCode.Conflict);
        (await GetAsync($"?reference={_reference}"))["charges"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("card-ok", 0, "EUR")]
    [InlineData("card-ok", 500, "euro")]
    [InlineData("card-magic", 500, "EUR")]
    public async Task What_cannot_be_charged_is_422(string method, long cents, string currency) =>
        (await ChargeAsync($"{Guid.NewGuid()}", cents, method, currency)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task Without_its_key_nobody_is_let_in_and_without_an_idempotency_key_nothing_is_charged()
    {
        (await ChargeAsync(null, 500)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ChargeAsync($"{Guid.NewGuid()}", 500, apiKey: "sk_wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.StandIn.Client.GetAsync($"/rides/provider/charges?reference={_reference}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_is_asked_for_by_nothing_is_told_by_what()
    {
        using var answer = await SendAsync(HttpMethod.Get, "", null, null);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("reference");
        (await SendAsync(HttpMethod.Get, "/ch_none", null, null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<HttpResponseMessage> ChargeAsync(string? key, long cents, string method = "card-ok", string currency = "EUR", string apiKey = PaymentsOnSqlite.ProviderKey) =>
        SendAsync(HttpMethod.Post, "", new { amount_cents = cents, currency, method, reference = _reference }, key, apiKey);

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? key, string apiKey = PaymentsOnSqlite.ProviderKey)
    {
        using var request = new HttpRequestMessage(method, $"/rides/provider/charges{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await host.StandIn.Client.SendAsync(request);
    }
}

public sealed class StandIn_on_SQLite(PaymentsOnSqlite host) : StandInTests(host), IClassFixture<PaymentsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class StandIn_on_PostgreSQL(PaymentsOnPostgreSql host) : StandInTests(host), IClassFixture<PaymentsOnPostgreSql>;
