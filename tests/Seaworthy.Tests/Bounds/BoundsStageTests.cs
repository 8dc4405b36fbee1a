using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Bounds;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Bounds;

public sealed class BoundsStageTests
{
    [Fact]
    public async Task A_body_larger_than_its_endpoint_takes_is_413_before_it_is_read()
    {
        await using var app = await StartAsync();
        using var body = new ByteArrayContent(new byte[101]);

        using var response = await app.Client.PostAsync(new Uri("/small", UriKind.Relative), body);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).ShouldContain("at most 100");
    }

    [Fact]
    public async Task A_body_in_chunks_is_counted_while_it_is_read()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/small") { Content = new ByteArrayContent(new byte[5000]) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_long_address_is_414_and_large_headers_are_431_in_the_service_s_shape()
    {
        await using var app = await StartAsync(("Seaworthy:Bounds:UrlChars", "200"), ("Seaworthy:Bounds:HeaderChars", "1000"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Long", new string('x', 1000));

        using var url = await app.Client.GetAsync(new Uri("/?q=" + new string('x', 200), UriKind.Relative));
        using var headers = await app.Client.SendAsync(request);

        ((int)url.StatusCode).ShouldBe(414);
        ((int)headers.StatusCode).ShouldBe(431);
        headers.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_bound_above_the_server_s_own_is_the_one_that_holds()
    {
        await using var app = await StartAsync(("Seaworthy:Bounds:UrlChars", "20000"), ("Seaworthy:Bounds:HeaderChars", "60000"));
        using var withinHeaders = new HttpRequestMessage(HttpMethod.Get, "/");
        withinHeaders.Headers.Add("X-Long", new string('x', 50_000));
        using var beyondHeaders = new HttpRequestMessage(HttpMethod.Get, "/");
        beyondHeaders.Headers.Add("X-Long", new string('x', 60_000));

        (await app.Client.GetAsync("/?q=" + new string('x', 15_000))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Client.SendAsync(withinHeaders)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await app.Client.GetAsync("/?q=" + new string('x', 20_000))).Content.ReadAsStringAsync()).ShouldContain("at most 20000");
        (await (await app.Client.SendAsync(beyondHeaders)).Content.ReadAsStringAsync()).ShouldContain("more than 60000");
    }

    [Fact]
    public void What_an_app_has_set_for_its_server_is_never_lowered_nor_raised_by_defaults()
    {
        var server = new KestrelServerLimits { MaxRequestLineSize = 4000, MaxRequestHeadersTotalSize = 2_000_000, MaxRequestBufferSize = null };

        ServerBounds.Raise(server, new BoundsOptions { HeaderChars = 1_000_000 });

        (server.MaxRequestLineSize, server.MaxRequestHeadersTotalSize, server.MaxRequestBufferSize).ShouldBe((4000, 2_000_000, null));
    }

    [Fact]
    public async Task A_deadline_cancels_the_work_and_answers_504()
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(new Uri("/slow", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await response.Content.ReadAsStringAsync()).ShouldContain("/problems/deadline-passed");
    }

    [Fact]
    public async Task A_deadline_that_passed_and_one_that_did_not_leave_the_next_request_its_own()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            using var slow = await app.Client.GetAsync(new Uri("/slow", UriKind.Relative));
            slow.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
            (await app.Client.GetStringAsync(new Uri("/quick", UriKind.Relative))).ShouldBe("in time");
        }
    }

    [Fact]
    public async Task A_time_limit_of_the_framework_s_own_holds_inside_a_deadline()
    {
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddRequestTimeouts();
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                app.UseRequestTimeouts();
                app.MapGet("/", async (CancellationToken ct) => await Task.Delay(Timeout.Infinite, ct))
                    .WithDeadline(TimeSpan.FromSeconds(20))
                    .WithRequestTimeout(new RequestTimeoutPolicy { Timeout = TimeSpan.FromMilliseconds(30), TimeoutStatusCode = 503 });
            });

        using var response = await app.Client.GetAsync(new Uri("/", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_deadline_of_the_settings_leaves_endpoints_without_one_alone()
    {
        await using var app = await StartAsync(("Seaworthy:Bounds:DeadlineMs", "30"));

        using var stream = await app.Client.GetAsync(new Uri("/stream", UriKind.Relative));

        (await stream.Content.ReadAsStringAsync()).ShouldBe("endless");
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_a_stage_which_is_off_stops_the_start_with_the_line_to_add()
    {
        await using var app = TestApp.Build(
            builder => builder.AddSeaworthy(),
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/slow", () => "x").WithDeadline(TimeSpan.FromSeconds(1));
            },
            ("Seaworthy:Bounds:Enabled", "false"));

        var error = await Should.ThrowAsync<PlanException>(() => app.StartAsync());

        error.Message.ShouldContain("GET /slow says WithDeadline, but the stage 'bounds' is off");
        error.Message.ShouldContain("Seaworthy:Bounds:Enabled");
    }

    private static Task<TestApp> StartAsync(params (string, string)[] settings) => TestApp.StartAsync(
        app =>
        {
            app.MapGet("/", () => "ok");
            app.MapPost("/small", async (HttpRequest request) =>
            {
                await request.Body.CopyToAsync(Stream.Null);
                return "read";
            }).WithBodyLimit(100);
            app.MapGet("/slow", async (CancellationToken ct) => await Task.Delay(Timeout.Infinite, ct)).WithDeadline(TimeSpan.FromMilliseconds(30));
            app.MapGet("/quick", (CancellationToken ct) => ct.IsCancellationRequested ? "late" : "in time").WithDeadline(TimeSpan.FromSeconds(20));
            app.MapGet("/stream", async (HttpContext context) =>
            {
                // Longer than the settings' deadline, which is not this endpoint's: its token never fires.
                using var passed = new CancellationTokenSource(TimeSpan.FromMilliseconds(60));
                using var either = CancellationTokenSource.CreateLinkedTokenSource(passed.Token, context.RequestAborted);
                await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                return context.RequestAborted.IsCancellationRequested ? "cut" : "endless";
            }).WithoutDeadline();
        },
        settings);
}
