using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>What a guard does for an API that does nothing of it.</summary>
[Trait("Requirement", "R75")]
public sealed class GuardTests : IAsyncLifetime
{
    private UpstreamApp _api = null!;

    public async Task InitializeAsync() => _api = await UpstreamApp.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Each_answer_has_security_headers_an_id_and_no_boast()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);
        _api.Headers["Server"] = "uvicorn";
        _api.Headers["X-Powered-By"] = "Express";
        _api.Headers["X-Request-ID"] = "theirs";

        using var answer = await SendAsync(guard, "/set", ("X-Request-ID", "mine-1"));

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        answer.Headers.GetValues("X-Request-ID").ShouldBe(["mine-1"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("X-Powered-By").ShouldBeFalse();
        _api.Last["X-Request-ID"].ShouldBe("mine-1");
    }

    [Fact]
    [Trait("Requirement", "R85")]
    public async Task The_API_is_told_who_calls_and_a_caller_s_own_word_for_it_is_dropped()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address, "client: { trustedProxies: [ 10.0.0.1 ] }");

        await SendAsync(guard, "/set", ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Host", "evil"), ("Forwarded", "for=6.6.6.6"), ("X-Real-IP", "6.6.6.6"), ("X-Forwarded-Prefix", "/x"),
            ("X-Request-Deadline", "999999"), ("X_Forwarded_For", "6.6.6.6"), ("x_request_id", "theirs"), ("X_Own", "1"));

        _api.Last["X-Forwarded-For"].ShouldBe("127.0.0.1");
        _api.Last["X-Forwarded-Proto"].ShouldBe("http");
        _api.Last["X-Forwarded-Host"].ShouldBe(guard.Address.Authority);
        _api.Last["Forwarded"].ShouldBe($"for=127.0.0.1;host=\"{guard.Address.Authority}\";proto=http");
        _api.Last["Host"].ShouldBe(guard.Address.Authority);
        _api.Last["Via"].ShouldBe("1.1 seaworthy");
        _api.Last.Keys.ShouldNotContain("X-Real-IP");
        _api.Last.Keys.ShouldNotContain("X-Forwarded-Prefix");
        _api.Last.Keys.Where(name => name.Contains('_')).ShouldBe(["X_Own"]);
        int.Parse(_api.Last["X-Request-Deadline"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 30_000);
    }

    [Fact]
    public async Task What_is_for_one_connection_stays_there()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);

        (await guard.RawAsync("GET /set HTTP/1.1\r\nHost: shop\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\nX-Own: 1\r\n\r\n")).ShouldBe("HTTP/1.1 200 OK");

        _api.Last["X-Own"].ShouldBe("1");
        foreach (var name in (string[])["X-Hop", "Keep-Alive", "Connection", "TE"])
        {
            _api.Last.Keys.ShouldNotContain(name);
        }
    }

    [Fact]
    public async Task Who_came_through_others_has_come_through_all_of_them()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);

        await SendAsync(guard, "/set", ("Via", "1.0 fred, 1.1 example"));

        _api.Last["Via"].ShouldBe("1.0 fred, 1.1 example, 1.1 seaworthy");
    }

    [Fact]
    [Trait("Requirement", "R85")]
    public async Task Of_a_trusted_proxy_the_caller_is_believed()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);

        await SendAsync(guard, "/set", ("X-Forwarded-For", "6.6.6.6, 9.9.9.9"), ("X-Forwarded-Proto", "https"));

        _api.Last["X-Forwarded-For"].ShouldBe("9.9.9.9, 127.0.0.1");
        _api.Last["X-Forwarded-Proto"].ShouldBe("https");
    }

    [Fact]
    public async Task The_API_gets_the_caller_s_trace_with_a_span_of_the_guard()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        await SendAsync(guard, "/set", ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"), ("tracestate", "a=b"));

        _api.Last["traceparent"].ShouldStartWith($"00-{Trace}-");
        _api.Last["traceparent"].ShouldNotContain("00f067aa0ba902b7");
        _api.Last["tracestate"].ShouldBe("a=b");
    }

    [Fact]
    public async Task One_address_gets_its_limit_and_no_more()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address, "rateLimiting: { address: 3/minute }");

        for (var i = 0; i < 3; i++)
        {
            (await guard.Client.GetAsync($"/set/{i}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await guard.Client.GetAsync("/set/4");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        _api.Calls("/set/4").ShouldBe(0);
    }

    [Fact]
    public async Task Web_pages_read_answers_once_they_are_named_and_the_API_s_own_word_is_not_said_twice()
    {
        _api.Headers["Access-Control-Allow-Origin"] = "*";
        await using (var guard = await GuardedApi.StartAsync(_api.Address))
        {
            using var left = await SendAsync(guard, "/set", ("Origin", "https://shop.example.com"));
            left.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        }

        await using var named = await GuardedApi.StartAsync(_api.Address, "cors: { origins: [ 'https://shop.example.com' ] }");
        using var answer = await SendAsync(named, "/set", ("Origin", "https://shop.example.com"));
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://shop.example.com"]);
        using var other = await SendAsync(named, "/set", ("Origin", "https://other.example.com"));
        other.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_with_a_key_reaches_the_API_once()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);

        var first = await PostAsync(guard, "/echo", "k1", "abc");
        var second = await PostAsync(guard, "/echo", "k1", "abc");
        var other = await PostAsync(guard, "/echo", "k1", "abcd");

        _api.Calls("/echo").ShouldBe(1);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("Authorization", "Bearer a", "Bearer b")]
    [InlineData("X-API-Key", "a", "b")]
    [InlineData("Cookie", "session=a", "session=b")]
    public async Task A_key_is_the_one_s_who_sends_its_credentials_wherever_he_is(string name, string own, string other)
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address, "idempotency: { cookies: [session] }");

        await PostAsync(guard, "/echo", "k1", "abc", (name, own));
        await PostAsync(guard, "/echo", "k1", "abc", (name, other));
        await PostAsync(guard, "/echo", "k1", "abc");
        _api.Calls("/echo").ShouldBe(3);

        using var again = await PostAsync(guard, "/echo", "k1", "abc", (name, own), ("X-Forwarded-For", "203.0.113.7"));
        again.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        _api.Calls("/echo").ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("idempotency: { cookies: [session] }")]
    public async Task A_guest_whose_other_cookies_changed_is_replayed_and_two_guests_at_two_addresses_with_the_same_ones_are_not_one(string yaml)
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address, yaml);

        await PostAsync(guard, "/echo", "k1", "abc", ("Cookie", "_ga=GA1.1.7; consent=1"));
        using var again = await PostAsync(guard, "/echo", "k1", "abc", ("Cookie", "_ga=GA1.1.8; consent=1"));
        again.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        _api.Calls("/echo").ShouldBe(1);

        await PostAsync(guard, "/echo", "k2", "abc", ("Cookie", "consent=1"));
        using var other = await PostAsync(guard, "/echo", "k2", "abc", ("Cookie", "consent=1"), ("X-Forwarded-For", "203.0.113.7"));
        other.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        _api.Calls("/echo").ShouldBe(3);
    }

    [Fact]
    public async Task Bodies_beyond_the_bound_are_413_announced_or_not()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address, "bounds: { bodyBytes: 1000 }");

        foreach (var chunked in (bool[])[false, true])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new ByteArrayContent(new byte[5000]) };
            request.Headers.TransferEncodingChunked = chunked;
            request.Headers.ConnectionClose = true; // the server closes after a body that it has not read, and the next request must not be on that connection
            using var answer = await guard.Client.SendAsync(request);
            await GuardFailureTests.ShouldBeProblemAsync(answer, 413, "body-too-large");
        }
    }

    [Fact]
    public async Task Paths_methods_queries_and_bodies_arrive_as_they_were_sent()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);
        foreach (var method in (string[])["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
        {
            using var request = new HttpRequestMessage(new(method), "/echo?a=%20b&a=1");
            using var answer = await guard.Client.SendAsync(request);
            (await answer.Content.ReadAsStringAsync()).ShouldBe($"{method} /echo?a=%20b&a=1 0");
        }

        using var large = new ByteArrayContent(new byte[3_000_000]);
        using var posted = await guard.Client.PostAsync("/echo", large);
        (await posted.Content.ReadAsStringAsync()).ShouldBe("POST /echo 3000000");
        using var redirect = await guard.Client.GetAsync("/redirect");
        redirect.Headers.Location!.ToString().ShouldBe($"{guard.Address}elsewhere");
    }

    [Theory]
    [InlineData("/echo/a%2Fb", "/echo/a%2Fb")]
    [InlineData("/echo/a%252Fb?c=%2f&d={e}|", "/echo/a%252Fb?c=%2f&d={e}|")]
    [InlineData("/a%20b;c=(1)/%C3%BC", "/a%20b;c=(1)/%C3%BC")]
    [InlineData("//a//b/.c/..d/", "//a//b/.c/..d/")]
    [InlineData("/a/%2e%2E/set", "/set")]
    [InlineData("/a/./set/.", "/a/set/")]
    [InlineData("/a/..%2Fset", "/a/..%252Fset")]
    [InlineData("/a/..%5cset", "/a/..%5Cset")]
    [InlineData("/a/..\\set", "/a/..%5Cset")]
    [InlineData("http://shop/a%20b?c", "/a%20b?c")]
    public async Task An_address_arrives_as_it_was_written_but_for_dots_that_mean_another(string written, string seen)
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);

        (await guard.RawAsync($"GET {written} HTTP/1.1\r\nHost: shop\r\n\r\n")).ShouldBe("HTTP/1.1 200 OK");

        _api.Target.ShouldBe(seen);
    }

    [Fact]
    public async Task Events_arrive_one_by_one()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);
        using var answer = await guard.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe("data: first");
        _api.Events.SetResult();
        (await lines.ReadToEndAsync()).ShouldContain("data: last");
    }

    [Fact]
    public async Task A_stream_outlives_the_deadline_which_ends_with_the_head()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address, "bounds: { deadlineMs: 400 }\nresilience: { deadlineMs: 400, attemptMs: 400 }");
        using var answer = await guard.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        var late = await guard.Client.GetAsync("/slow"); // 504, so the deadline has passed for both

        _api.Events.SetResult();

        late.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("data: last");
    }

    [Fact]
    public async Task Events_may_be_silent_for_their_own_time_whether_or_not_the_request_has_said_that_it_wants_them()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address, "bounds: { deadlineMs: 400 }\nresilience: { deadlineMs: 400, attemptMs: 400 }\ngateway: { idleMs: 400 }");
        using var answer = await guard.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        for (var i = 0; i < 3; i++)
        {
            (await guard.Client.GetAsync("/slow")).StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout); // so that as much time has passed
        }

        _api.Events.SetResult();

        (await answer.Content.ReadAsStringAsync()).ShouldContain("data: last");
    }

    [Fact]
    public async Task Events_that_break_off_are_cut()
    {
        await using var upstream = new ScriptedUpstream(ScriptedUpstream.SaysAndWaits("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: first\n\n"));
        await using var guard = await GuardedApi.StartAsync(upstream.Address, "gateway: { streamIdleMs: 300 }");
        using var answer = await guard.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Websockets_pass()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(guard.Address) { Scheme = "ws", Path = "/socket" }.Uri, CancellationToken.None);

        await socket.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var room = new byte[100];
        var got = await socket.ReceiveAsync(room, CancellationToken.None);

        Encoding.UTF8.GetString(room, 0, got.Count).ShouldBe("hello");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    [Fact]
    public async Task The_guard_s_own_pages_hide_none_of_the_API_s()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);

        foreach (var path in (string[])["/health", "/health/live", "/metrics", "/problems/internal", "/docs", "/openapi.json"])
        {
            (await guard.Client.GetStringAsync(path)).ShouldBe(_api.Body, path);
        }

        (await guard.Client.GetStringAsync("/.seaworthy/health/live")).ShouldContain("alive");
        (await guard.Client.GetStringAsync("/.seaworthy/health/ready")).ShouldContain("ready");
        (await guard.Client.GetStringAsync("/.seaworthy/problems/upstream-timeout")).ShouldContain("did not answer in time");
    }

    [Fact]
    public async Task Operators_have_their_pages_at_the_usual_paths_of_their_port()
    {
        var port = Free();
        await using var watched = await GuardedApi.StartAsync(_api.Address, "", management: port);
        await watched.Client.GetAsync("/set");

        var metrics = await watched.Client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));

        metrics.ShouldContain("seaworthy_upstream_attempts_total{client=\"upstream\",outcome=\"answered\"} 1");
        metrics.ShouldContain("endpoint=\"/{**path}\"");
        (await watched.Client.GetAsync(new Uri($"http://127.0.0.1:{port}/set"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    public async Task What_two_servers_could_read_in_two_ways_is_refused(string request)
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);

        var line = await guard.RawAsync(request);

        line.ShouldNotBeNull();
        line.ShouldMatch("^HTTP/1.1 (400|501)");
        _api.Calls("/").ShouldBe(0);
    }

    [Fact]
    public async Task Only_listed_networks_and_only_signed_writes_come_in_where_the_file_says_so()
    {
        await using var closed = await GuardedApi.StartAsync(_api.Address, "gateway: { callers: networks }\nadmin: { networks: [ 10.0.0.0/8 ] }");
        (await closed.Client.GetAsync("/set")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await using var signed = await GuardedApi.StartAsync(_api.Address, $"gateway: {{ signed: writes }}\nsignatures: {{ keys: {{ shop: {Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))} }} }}");
        (await signed.Client.GetAsync("/set")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await signed.Client.PostAsync("/set", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _api.Calls("/set").ShouldBe(1);
    }

    [Fact]
    public async Task Tokens_are_asked_for_where_the_file_says_so()
    {
        var keys = Path.Combine(Path.GetTempPath(), $"keys-{Guid.NewGuid():N}.json");
        await using var guard = await GuardedApi.StartAsync(_api.Address, $"gateway: {{ tokens: all }}\nidentity: {{ tokens: {{ keyFile: {keys}, audience: shop }} }}");

        (await guard.Client.GetAsync("/set")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(guard, "/set", ("Authorization", "Bearer nonsense"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        _api.Calls("/set").ShouldBe(0);
        File.Delete(keys);
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task<HttpResponseMessage> SendAsync(GuardedApi guard, string path, params (string Name, string Value)[] headers) => SendRequestAsync(guard, new(HttpMethod.Get, path), headers);

    private static async Task<HttpResponseMessage> SendRequestAsync(GuardedApi guard, HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        using var own = request;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await guard.Client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> PostAsync(GuardedApi guard, string path, string key, string body, params (string Name, string Value)[] headers) =>
        SendRequestAsync(guard, new(HttpMethod.Post, path) { Content = new StringContent(body) }, [("Idempotency-Key", key), .. headers]);
}
