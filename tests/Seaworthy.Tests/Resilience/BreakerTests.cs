using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Resilience;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Resilience;

[Trait("Requirement", "R16")]
public sealed class BreakerTests
{
    private readonly ManualTime _time = new();
    private readonly CapturedLog _log = new();
    private volatile string _does = "500";

    [Fact]
    [Trait("Requirement", "R23")]
    public async Task A_host_that_fails_is_left_alone_and_asked_again_without_a_restart()
    {
        await using var upstream = new ScriptedUpstream(_ => _does);
        await using var app = await CallingApp.StartAsync(_log, _time, upstream.Address, "retries=0 calls=5");
        for (var i = 0; i < 5; i++)
        {
            (await app.Client.GetAsync("/stock")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError, "GetStringAsync makes an exception of it that is none of ours");
        }

        using var refused = await app.Client.GetAsync("/stock");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("stock: has failed too often");
        upstream.Count.ShouldBe(5);
        (await _log.EventAsync(nameof(EventIds.BreakerOpened))).GetProperty("BreakMs").GetInt64().ShouldBeInRange(5000, 6250);
        await ShouldBeAsync(app, upstream, 2, "degraded");

        // Who tries it first finds it still broken: now it has twice as long.
        _time.Advance(TimeSpan.FromSeconds(7));
        await app.Client.GetAsync("/stock");
        _time.Advance(TimeSpan.FromSeconds(9));
        (await app.Client.GetAsync("/stock")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        upstream.Count.ShouldBe(6);
        await _log.EventAsync(nameof(EventIds.BreakerHalfOpened));

        _does = "200";
        _time.Advance(TimeSpan.FromSeconds(4));
        (await app.Client.GetStringAsync("/stock")).ShouldBe("ok");
        await _log.EventAsync(nameof(EventIds.BreakerClosed));
        _time.Advance(TimeSpan.FromSeconds(5)); // the check's own answer is kept for a second
        await ShouldBeAsync(app, upstream, 0, "healthy");
        (await app.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_hangs_up_while_he_tries_it_does_not_close_it()
    {
        await using var upstream = new ScriptedUpstream(_ => _does);
        await using var app = CallingApp.Build(_time, "retries=0 calls=2");
        await app.Client().GetAsync(upstream.Address);
        await app.Client().GetAsync(upstream.Address);
        _does = "silent";
        _time.Advance(TimeSpan.FromSeconds(7));
        using var gone = new CancellationTokenSource();

        var trying = app.Client().GetAsync(upstream.Address, gone.Token);
        await upstream.UntilAsync(3);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(trying);
        (await Should.ThrowAsync<UpstreamException>(app.Client().GetAsync(upstream.Address))).Failure.ShouldBe(UpstreamFailure.BreakerOpen);
    }

    [Theory]
    [InlineData("silent", UpstreamFailure.TooLate)]
    [InlineData("drip", UpstreamFailure.TooLate)]
    [InlineData("reset", UpstreamFailure.Unreached)]
    [InlineData("cut", UpstreamFailure.Unreached)]
    [InlineData("garbage", UpstreamFailure.Unreached)]
    public async Task Whatever_a_host_does_the_call_ends_in_time_and_the_breaker_opens(string does, UpstreamFailure failure)
    {
        _does = does;
        await using var upstream = new ScriptedUpstream(_ => _does);
        await using var app = CallingApp.Build(null, "retries=0 attempt=400ms deadline=5s calls=4");
        var client = app.Client();

        var calls = Enumerable.Range(0, 4).Select(_ => Should.ThrowAsync<UpstreamException>(client.GetAsync(upstream.Address)));

        (await Task.WhenAll(calls)).ShouldAllBe(exception => exception.Failure == failure && exception.Client == "stock" && exception.Host == upstream.Address.Authority);
        (await Should.ThrowAsync<UpstreamException>(client.GetAsync(upstream.Address))).Failure.ShouldBe(UpstreamFailure.BreakerOpen);
        upstream.Count.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task It_opens_for_a_host_that_hangs_however_short_a_time_the_client_came_with()
    {
        await using var upstream = new ScriptedUpstream(_ => "silent");
        await using var app = TestApp.Build(
            builder =>
            {
                builder.Environment.EnvironmentName = "Development";
                builder.AddSeaworthy();
                builder.Services.AddHttpClient(CallingApp.Name, client => client.Timeout = TimeSpan.FromMilliseconds(50)).WithSeaworthyResilience();
            },
            app => app.UseSeaworthy(),
            ("Seaworthy:Resilience:Clients:stock", "retries=0 attempt=300ms deadline=5s calls=4"));

        var calls = Enumerable.Range(0, 4).Select(_ => Should.ThrowAsync<UpstreamException>(app.Client().GetAsync(upstream.Address)));

        (await Task.WhenAll(calls)).ShouldAllBe(exception => exception.Failure == UpstreamFailure.TooLate);
        (await Should.ThrowAsync<UpstreamException>(app.Client().GetAsync(upstream.Address))).Failure.ShouldBe(UpstreamFailure.BreakerOpen);
    }

    [Fact]
    public async Task A_slow_host_takes_only_so_many_calls_and_others_go_on()
    {
        await using var slow = new ScriptedUpstream(_ => "silent");
        await using var other = new ScriptedUpstream(_ => "200");
        await using var app = CallingApp.Build(_time, "concurrency=2 queue=1");
        var client = app.Client();
        using var end = new CancellationTokenSource();
        Task[] taken = [.. Enumerable.Range(0, 3).Select(_ => client.GetAsync(slow.Address, end.Token))];
        await slow.UntilAsync(2);

        var refused = await Should.ThrowAsync<UpstreamException>(client.GetAsync(slow.Address));

        refused.Failure.ShouldBe(UpstreamFailure.TooManyCalls);
        refused.Message.ShouldContain("has 2 calls of client 'stock' at once and 1 wait");
        (await client.GetStringAsync(other.Address)).ShouldBe("ok");
        await end.CancelAsync();
        await Task.WhenAll(taken.Select(call => Should.ThrowAsync<OperationCanceledException>(call)));
    }

    private static async Task ShouldBeAsync(TestApp app, ScriptedUpstream upstream, int state, string health)
    {
        (await app.Client.GetStringAsync("/metrics")).ShouldContain($"seaworthy_breaker_state{{client=\"stock\",host=\"{upstream.Address.Authority}\"}} {state}");
        using var detailed = await app.Client.GetAsync("/health/detailed");
        detailed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = JsonDocument.Parse(await detailed.Content.ReadAsStringAsync()).RootElement;
        page.GetProperty("checks").GetProperty("external_services").GetProperty("status").GetString().ShouldBe(health);
    }
}
