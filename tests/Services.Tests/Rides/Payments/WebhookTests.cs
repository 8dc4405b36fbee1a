using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging;
using Seaworthy.Rides.Contracts;
using Seaworthy.Signatures;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>What the provider tells, and what others make believe that he tells.</summary>
[Trait("Requirement", "R11")]
public abstract class WebhookTests(PaymentsOnSqlite host) : IDisposable
{
    private const string Path = "/webhooks/provider";
    private readonly RiderClient _rider = new(host);
    private readonly HttpClient _provider = Signing("ride-provider", PaymentsOnSqlite.WebhookSecret);

    [Fact]
    public async Task A_forged_one_changes_nothing()
    {
        var (ride, body) = await UnderWayAsync("succeeded");
        using var stranger = Signing("ride-provider", PaymentsOnSqlite.WebhookSecret.Replace('9', '8'));
        using var farm = Signing("farm", PaymentsOnSqlite.FarmSecret);

        (await host.Client.PostAsJsonAsync($"{host.Prefix}{Path}", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(stranger, body)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(farm, body)).ShouldBe(HttpStatusCode.Forbidden, "signed, but by somebody who signs for something else");

        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("processing");
    }

    [Fact]
    public async Task One_that_was_caught_on_its_way_is_taken_once()
    {
        var (ride, body) = await UnderWayAsync("succeeded");
        using var catching = new CatchRequests();
        using var provider = new HttpClient(new SignRequests("ride-provider", PaymentsOnSqlite.WebhookSecret) { InnerHandler = catching }) { BaseAddress = host.App.Address };
        (await SendAsync(provider, body)).ShouldBe(HttpStatusCode.NoContent);

        using var replayed = catching.Again();
        (await host.Client.SendAsync(replayed)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("paid");
    }

    [Fact]
    public async Task Told_twice_it_happens_once()
    {
        var (ride, body) = await UnderWayAsync("succeeded");

        (await SendAsync(_provider, body)).ShouldBe(HttpStatusCode.NoContent);
        var first = (await _rider.GetAsync($"/{ride}")).ToJsonString();
        (await SendAsync(_provider, body)).ShouldBe(HttpStatusCode.NoContent);
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(_provider, body)))).ShouldAllBe(status => status == HttpStatusCode.NoContent);

        (await _rider.GetAsync($"/{ride}")).ToJsonString().ShouldBe(first);
        await _rider.UntilAsync(() => host.Heard.Of(ride, RideEvents.Paid.Name).Count > 0);
        host.Heard.Of(ride, RideEvents.Paid.Name).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Paid_and_then_told_that_it_failed_stays_paid_and_is_an_error_in_the_log()
    {
        var (ride, body) = await UnderWayAsync("succeeded");
        await SendAsync(_provider, body);

        (await SendAsync(_provider, body with { Status = "failed", Reason = "card_declined" })).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(_provider, body with { Id = "ch_another" })).ShouldBe(HttpStatusCode.NoContent);

        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("paid");
        host.Heard.Of(ride, RideEvents.Failed.Name).ShouldBeEmpty();
        host.Log.Lines.Count(line => line.Level == LogLevel.Error && line.Text.Contains(body.Reference.Split(':')[0], StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Failed_and_then_told_that_the_money_was_taken_after_all_is_paid()
    {
        var (ride, body) = await UnderWayAsync("failed");
        (await SendAsync(_provider, body)).ShouldBe(HttpStatusCode.NoContent);
        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("failed");

        (await SendAsync(_provider, body with { Status = "succeeded" })).ShouldBe(HttpStatusCode.NoContent);

        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("paid");
        await _rider.UntilAsync(() => host.Heard.Of(ride, RideEvents.Paid.Name).Count == 1);
    }

    [Fact]
    public async Task What_comes_late_of_an_attempt_that_failed_does_not_touch_the_next_one()
    {
        var (ride, body) = await UnderWayAsync("failed");
        await SendAsync(_provider, body);
        await _rider.BeginAsync(ride, "card-slow");

        (await SendAsync(_provider, body)).ShouldBe(HttpStatusCode.NoContent);

        ((string)(await _rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("processing");
        await _rider.UntilAsync(ride, "paid");
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000001:1")]
    [InlineData("somebody's own")]
    [InlineData("00000000-0000-0000-0000-000000000001:-1")]
    public async Task Of_an_unknown_charge_it_is_404(string reference) =>
        (await SendAsync(_provider, new("ch_1", reference, "succeeded", null))).ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task What_is_no_news_of_a_charge_is_told_why() =>
        (await SendAsync(_provider, new("ch_1", "a:1", "perhaps", null))).ShouldBe(HttpStatusCode.BadRequest);

    public void Dispose()
    {
        _provider.Dispose();
        GC.SuppressFinalize(this);
    }

    // Of one whose charge the provider has, and tells nothing about by himself; the test does.
    private async Task<(Guid Ride, Told Body)> UnderWayAsync(string status)
    {
        var ride = await _rider.OweAsync();
        await _rider.BeginAsync(ride, "card-silent");
        await _rider.UntilAsync(async () => (await PaymentRows.OfAsync(host, ride)).ProviderCharge is not null);
        var payment = await PaymentRows.OfAsync(host, ride);
        return (ride, new(payment.ProviderCharge!, $"{payment.PublicId}:{payment.Attempt}", status, status == "failed" ? "card_declined" : null));
    }

    private async Task<HttpStatusCode> SendAsync(HttpClient client, Told body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(host.App.Address, $"{host.Prefix}{Path}"), new { id = body.Id, reference = body.Reference, status = body.Status, reason = body.Reason });
        return answer.StatusCode;
    }

    private static HttpClient Signing(string key, string secret) => new(new SignRequests(key, secret) { InnerHandler = new SocketsHttpHandler() });

    private sealed record Told(string Id, string Reference, string Status, string? Reason);

    /// <summary>Whoever reads along.</summary>
    private sealed class CatchRequests() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly List<(string Name, IEnumerable<string> Values)> _headers = [];
        private Uri? _uri;
        private byte[] _body = [];

        public HttpRequestMessage Again()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, _uri) { Content = new ByteArrayContent(_body) { Headers = { ContentType = new("application/json") } } };
            _headers.ForEach(header => request.Headers.TryAddWithoutValidation(header.Name, header.Values));
            return request;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (_uri, _body) = (request.RequestUri, await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            _headers.AddRange(request.Headers.Select(header => (header.Key, header.Value)));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

public sealed class Webhooks_on_SQLite(PaymentsOnSqlite host) : WebhookTests(host), IClassFixture<PaymentsOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Webhooks_on_PostgreSQL(PaymentsOnPostgreSql host) : WebhookTests(host), IClassFixture<PaymentsOnPostgreSql>;
