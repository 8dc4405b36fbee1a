using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>An API that is killed, slow, half-open or says garbage: a problem within the deadline, the breaker opens, and all is well again without a restart.</summary>
[Trait("Requirement", "R24")]
[Trait("Requirement", "R75")]
public sealed class GuardFailureTests
{
    private const string Quick = """
        bounds: { deadlineMs: 1500 }
        resilience: { deadlineMs: 1500, attemptMs: 1000, retries: 0 }
        gateway: { idleMs: 1000 }
        """;

    public static TheoryData<string, int, string> Shapes => new()
    {
        { "\0\u0001garbage\r\n\r\n", 502, "external-service" },
        { "HTTP/1.1 abc OK\r\n\r\n", 502, "external-service" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", 502, "external-service" },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 502, "external-service" },
        { "", 502, "external-service" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Whoever_breaks_off_or_says_garbage_is_a_problem(string said, int status, string type)
    {
        await using var upstream = new ScriptedUpstream(ScriptedUpstream.Says(said));
        await using var guard = await GuardedApi.StartAsync(upstream.Address, Quick);

        await ShouldBeProblemAsync(await guard.Client.GetAsync("/a"), status, type);
        if (said.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            return; // of a POST part has been sent by then
        }

        using var orders = JsonContent.Create(new { });
        await ShouldBeProblemAsync(await guard.Client.PostAsync("/a", orders), status, type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")]
    public async Task Whoever_stands_still_is_a_problem_within_the_deadline(string said)
    {
        await using var upstream = new ScriptedUpstream(ScriptedUpstream.SaysAndWaits(said));
        await using var guard = await GuardedApi.StartAsync(upstream.Address, Quick);
        var began = TimeProvider.System.GetTimestamp();

        using var answer = await guard.Client.GetAsync("/a");

        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(6));
        await ShouldBeProblemAsync(answer, 504, ["upstream-timeout", "deadline-passed"]);
    }

    [Fact]
    public async Task An_answer_that_has_begun_is_cut_and_never_ends_as_if_it_were_whole()
    {
        var read = new TaskCompletionSource();
        await using var upstream = new ScriptedUpstream(async (stream, token) =>
        {
            await ScriptedUpstream.Says("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")(stream, token);
            await read.Task;
        });
        await using var guard = await GuardedApi.StartAsync(upstream.Address, Quick);

        using var answer = await guard.Client.GetAsync("/a", HttpCompletionOption.ResponseHeadersRead);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.SetResult();
        await Should.ThrowAsync<HttpRequestException>(() => answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task After_failures_the_breaker_opens_and_recovery_needs_no_restart()
    {
        const string Breaker = """
            bounds: { deadlineMs: 1500 }
            resilience: { deadlineMs: 1500, attemptMs: 1000, retries: 0, breakerCalls: 5, breakMs: 500, breakerWindowMs: 2000 }
            """;
        var port = 0;
        await using (var first = await UpstreamApp.StartAsync())
        {
            port = first.Address.Port;
        }

        await using var guard = await GuardedApi.StartAsync(new($"http://127.0.0.1:{port}"), Breaker);
        var seen = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            using var refused = await guard.Client.GetAsync($"/set/{i}");
            seen.Add((int)refused.StatusCode);
            if (refused.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                refused.Headers.RetryAfter.ShouldNotBeNull();
                await ShouldBeProblemAsync(refused, 503, "upstream-unavailable");
            }
        }

        seen.Take(5).ShouldAllBe(status => status == 502);
        seen.ShouldContain(503);

        await using var again = await UpstreamApp.StartAsync(port);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while ((await guard.Client.GetAsync("/set/again", patience.Token)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(100, patience.Token);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_that_moves_outlives_the_deadline_and_opens_no_breaker(bool hasKey)
    {
        await using var api = await UpstreamApp.StartAsync();
        await using var guard = await GuardedApi.StartAsync(api.Address, "bounds: { deadlineMs: 600 }\nresilience: { deadlineMs: 600, attemptMs: 600, breakerCalls: 2 }");
        MovingBody[] bodies = [new(), new()];
        var uploads = bodies.Select((body, number) =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = body };
            request.Headers.TryAddWithoutValidation(hasKey ? "Idempotency-Key" : "X-Own", $"k{number}");
            return guard.Client.SendAsync(request);
        }).ToList();
        await Task.WhenAll(bodies.Select(body => body.Begun));

        var late = await guard.Client.GetAsync("/slow"); // 504, so the deadline has passed for the others too
        Array.ForEach(bodies, body => body.Go());
        var answers = await Task.WhenAll(uploads);

        late.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await answers[0].Content.ReadAsStringAsync()).ShouldBe("POST /echo 2");
        (await guard.Client.GetAsync("/set")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_API_that_has_the_whole_body_and_does_not_answer_is_a_problem_within_the_deadline()
    {
        await using var upstream = new ScriptedUpstream(ScriptedUpstream.SaysAndWaits(""));
        await using var guard = await GuardedApi.StartAsync(upstream.Address, Quick);

        await ShouldBeProblemAsync(await guard.Client.PostAsync("/a", new StringContent("order")), 504, ["upstream-timeout"]);
    }

    [Fact]
    public async Task A_key_whose_call_found_nobody_there_is_free_again()
    {
        var port = 0;
        await using (var first = await UpstreamApp.StartAsync())
        {
            port = first.Address.Port;
        }

        await using var guard = await GuardedApi.StartAsync(new($"http://127.0.0.1:{port}"), Quick);
        await ShouldBeProblemAsync(await OrderAsync(guard), 502, "external-service");
        await using var again = await UpstreamApp.StartAsync(port);

        (await OrderAsync(guard)).StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Calls("/echo").ShouldBe(1);
    }

    [Fact]
    public async Task A_key_whose_call_broke_off_is_not()
    {
        await using var upstream = new ScriptedUpstream(ScriptedUpstream.Says("HTTP/1.1 200 OK\r\nContent-"));
        await using var guard = await GuardedApi.StartAsync(upstream.Address, Quick);
        await ShouldBeProblemAsync(await OrderAsync(guard), 502, "external-service");

        (await OrderAsync(guard)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        upstream.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Errors_of_the_API_s_own_pass_as_they_are_and_open_no_breaker()
    {
        await using var api = await UpstreamApp.StartAsync();
        await using var guard = await GuardedApi.StartAsync(api.Address, "resilience: { breakerCalls: 5 }\nrateLimiting: { address: off }");
        (api.Status, api.Body) = (500, """{"error":"mine"}""");

        for (var i = 0; i < 30; i++)
        {
            using var answer = await guard.Client.GetAsync("/set");
            answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            (await answer.Content.ReadAsStringAsync()).ShouldBe(api.Body);
        }

        api.Calls("/set").ShouldBe(30);
        using var bare = await guard.Client.GetAsync("/bare");
        ((int)bare.StatusCode).ShouldBe(418);
        (await bare.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_is_tried_again_where_that_does_no_harm()
    {
        await using var api = await UpstreamApp.StartAsync();
        await using var guard = await GuardedApi.StartAsync(api.Address);
        api.Status = 503;
        api.Headers["Retry-After"] = "0";

        await guard.Client.GetAsync("/set/read");
        await guard.Client.PostAsync("/set/write", null);
        using var keyed = new HttpRequestMessage(HttpMethod.Post, "/set/keyed");
        keyed.Headers.Add("Idempotency-Key", "k");
        await guard.Client.SendAsync(keyed);

        api.Calls("/set/read").ShouldBe(3);
        api.Calls("/set/write").ShouldBe(1);
        api.Calls("/set/keyed").ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_tried_again_and_no_breaker_opens_where_resilience_is_off()
    {
        await using var api = await UpstreamApp.StartAsync();
        await using var guard = await GuardedApi.StartAsync(api.Address, "resilience: { enabled: false, breakerCalls: 2 }");
        api.Status = 503;
        api.Headers["Retry-After"] = "0";

        for (var i = 1; i <= 5; i++)
        {
            await guard.Client.GetAsync("/set");
            api.Calls("/set").ShouldBe(i);
        }
    }

    [Fact]
    public async Task Where_resilience_is_off_no_other_copy_is_asked_either_what_one_may_have_seen()
    {
        await using var one = new ScriptedUpstream(ScriptedUpstream.Says(""));
        await using var two = new ScriptedUpstream(ScriptedUpstream.Says(""));
        await using var guard = await GuardedApi.StartAsync(null, $"gateway: {{ upstreams: [ '{one.Address}', '{two.Address}' ] }}\nresilience: {{ enabled: false }}");

        await ShouldBeProblemAsync(await guard.Client.GetAsync("/a"), 502, "external-service");

        // That the other end closes without a word .NET's own handler tries again by itself; at the same copy.
        Math.Min(one.Connections, two.Connections).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_is_no_leave_to_send_twice_what_has_no_body_and_says_no_length()
    {
        await using var api = await UpstreamApp.StartAsync();
        await using var guard = await GuardedApi.StartAsync(api.Address);
        api.Status = 503;
        api.Headers["Retry-After"] = "0";

        (await guard.RawAsync("POST /set HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: k\r\n\r\n")).ShouldBe("HTTP/1.1 503 Service Unavailable");

        api.Calls("/set").ShouldBe(1);
    }

    [Fact]
    public async Task A_keyed_call_is_tried_again_where_the_API_knows_keys()
    {
        await using var api = await UpstreamApp.StartAsync();
        await using var guard = await GuardedApi.StartAsync(api.Address, "gateway: { upstreamKnowsKeys: true }");
        api.Status = 503;
        api.Headers["Retry-After"] = "0";
        using var keyed = new HttpRequestMessage(HttpMethod.Post, "/set/keyed") { Content = new StringContent("body") };
        keyed.Headers.Add("Idempotency-Key", "k");

        await guard.Client.SendAsync(keyed);

        api.Calls("/set/keyed").ShouldBe(3);
        api.Last["Content-Length"].ShouldBe("4");
    }

    [Fact]
    public async Task Of_several_copies_those_that_are_away_get_no_call_that_anybody_notices()
    {
        await using var one = await UpstreamApp.StartAsync();
        await using var two = await UpstreamApp.StartAsync();
        var gone = 0;
        await using (var third = await UpstreamApp.StartAsync())
        {
            gone = third.Address.Port;
        }

        await using var guard = await GuardedApi.StartAsync(null, $"gateway: {{ upstreams: [ '{one.Address}', '{two.Address}', 'http://127.0.0.1:{gone}' ] }}");

        for (var i = 0; i < 60; i++)
        {
            using var body = new StringContent("x");
            (i % 2 == 0 ? await guard.Client.GetAsync("/echo") : await guard.Client.PostAsync("/echo", body)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        one.Calls("/echo").ShouldBeGreaterThan(10);
        two.Calls("/echo").ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_copy_whose_breaker_opened_gets_calls_again_once_its_break_is_over_while_another_one_is_well()
    {
        using var log = new HeardLog();
        await using var one = await UpstreamApp.StartAsync();
        await using var two = await UpstreamApp.StartAsync();
        await using var guard = await GuardedApi.StartAsync(
            null, $"gateway: {{ upstreams: [ '{one.Address}', '{two.Address}' ] }}\nresilience: {{ retries: 0, breakerCalls: 2, breakMs: 500 }}\nrateLimiting: {{ address: off }}", log);
        one.Status = 503;
        var opened = log.EventAsync(nameof(EventIds.BreakerOpened));
        await UntilAsync(async () =>
        {
            await guard.Client.GetAsync("/set");
            return opened.IsCompleted;
        });

        var before = one.Calls("/set");
        one.Status = 200;
        await UntilAsync(async () =>
        {
            await guard.Client.GetAsync("/set");
            return one.Calls("/set") > before;
        });
        (await guard.Client.GetAsync("/set")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_health_page_that_fails_takes_a_copy_out_and_brings_it_back()
    {
        await using var one = await UpstreamApp.StartAsync();
        await using var two = await UpstreamApp.StartAsync();
        one.Status = 500;
        await using var guard = await GuardedApi.StartAsync(
            null, $"gateway: {{ upstreams: [ '{one.Address}', '{two.Address}' ], healthPath: /set, healthEveryMs: 100, healthTimeoutMs: 100, healthFailures: 1 }}");
        await UntilAsync(() => one.Calls("/set") > 1 && two.Calls("/set") > 1);

        var before = one.Calls("/echo");
        for (var i = 0; i < 20; i++)
        {
            await guard.Client.GetAsync("/echo");
        }

        one.Calls("/echo").ShouldBe(before);
        one.Status = 200;
        await UntilAsync(async () =>
        {
            await guard.Client.GetAsync("/echo");
            return one.Calls("/echo") > 0;
        });
    }

    internal static async Task ShouldBeProblemAsync(HttpResponseMessage answer, int status, params string[] types)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        types.Select(type => $"/.seaworthy/problems/{type}").ShouldContain((string)problem["type"]!);
        problem.ToJsonString().ShouldNotContain("127.0.0.1");
    }

    private static Task<HttpResponseMessage> OrderAsync(GuardedApi guard) =>
        guard.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new StringContent("order"), Headers = { { "Idempotency-Key", "k" } } });

    private static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!await isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
