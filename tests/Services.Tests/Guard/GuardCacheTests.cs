using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Caching;
using Seaworthy.Caching.Origin;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>The shared cache in front of an API (RFC 9111): what it may give to whom, and for how long.</summary>
[Trait("Requirement", "R75")]
public sealed class GuardCacheTests : IAsyncLifetime
{
    private UpstreamApp _api = null!;
    private GuardedApi _guard = null!;

    public async Task InitializeAsync()
    {
        _api = await UpstreamApp.StartAsync();
        _guard = await GuardedApi.StartAsync(_api.Address);
    }

    public async Task DisposeAsync()
    {
        await _guard.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task What_the_API_allows_is_asked_for_once()
    {
        _api.Headers["Cache-Control"] = "max-age=60";
        _api.Headers["X-Own"] = "yes";

        var first = await GetAsync("/set");
        var second = await GetAsync("/set");

        _api.Calls("/set").ShouldBe(1);
        Status(first).ShouldBe("seaworthy; fwd=uri-miss; stored");
        Status(second).ShouldBe("seaworthy; hit");
        second.Headers.Age.ShouldNotBeNull();
        second.Headers.GetValues("X-Own").ShouldBe(["yes"]);
        second.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromSeconds(60));
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        (await second.Content.ReadAsStringAsync()).ShouldBe(_api.Body);
    }

    [Theory]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Cache-Control", "private, max-age=60")]
    [InlineData("Cache-Control", "no-cache, max-age=60")]
    [InlineData("Cache-Control", "max-age=0")]
    [InlineData("Cache-Control", "max-age=10, max-age=0")]
    [InlineData("Expires", "0")]
    [InlineData("X-Nothing", "said")]
    public async Task What_it_does_not_allow_is_asked_for_each_time(string name, string value)
    {
        _api.Headers[name] = value;

        await GetAsync("/set");
        await GetAsync("/set");

        _api.Calls("/set").ShouldBe(2);
    }

    [Theory]
    [InlineData("Set-Cookie", "a=b")]
    [InlineData("Vary", "*")]
    [InlineData("Vary", "X-Forwarded-For")]
    [InlineData("Vary", "Accept, traceparent")]
    [InlineData("Age", "61")]
    public async Task What_is_one_caller_s_or_over_is_never_shared(string name, string value)
    {
        _api.Headers["Cache-Control"] = "public, max-age=60";
        _api.Headers[name] = value;

        await GetAsync("/set");
        await GetAsync("/set");

        _api.Calls("/set").ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_varies_is_kept_once_for_each_value()
    {
        _api.Headers["Cache-Control"] = "max-age=60";
        _api.Headers["Vary"] = "Accept-Language";

        foreach (var language in (string[])["de", "fr", "de", "fr"])
        {
            _api.Body = $"\"{language}\"";
            (await (await GetAsync("/set", ("Accept-Language", language))).Content.ReadAsStringAsync()).ShouldBe($"\"{language}\"");
        }

        _api.Calls("/set").ShouldBe(2);
    }

    [Theory]
    [InlineData("/set%0Ahttps:%2F%2Fevil.example", "/set", "https://evil.example")]
    [InlineData("/set%3Fa=1", "/set?a=1", null)]
    [InlineData("/set%253Fa", "/set%3Fa", null)]
    [InlineData("/set%2520a", "/set%20a", null)]
    [InlineData("/set%252Fa", "/set%2Fa", null)]
    public async Task No_address_can_be_written_that_is_another_one_s_key(string written, string asked, string? origin)
    {
        _api.Headers["Cache-Control"] = "max-age=60";
        await GetAsync(written);

        Status(origin is null ? await GetAsync(asked) : await GetAsync(asked, ("Origin", origin))).ShouldBe("seaworthy; fwd=uri-miss; stored");
    }

    [Fact]
    public async Task A_GET_with_a_body_is_the_API_s_alone()
    {
        _api.Headers["Cache-Control"] = "max-age=60";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/set") { Content = new StringContent("other") };

        Status(await _guard.Client.SendAsync(request)).ShouldBe("seaworthy; fwd=bypass");
        Status(await GetAsync("/set")).ShouldBe("seaworthy; fwd=uri-miss; stored");
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Accept-Language")]
    [InlineData("TE, Origin")]
    public async Task What_a_connection_takes_away_from_a_request_makes_no_answer_for_others(string named)
    {
        _api.Headers["Cache-Control"] = "max-age=60";

        (await _guard.RawAsync($"GET /set HTTP/1.1\r\nHost: {_guard.Address.Authority}\r\nAccept-Language: de\r\nConnection: {named}\r\n\r\n")).ShouldBe("HTTP/1.1 200 OK");
        _api.Last["Host"].ShouldBe(_guard.Address.Authority);

        Status(await GetAsync("/set", ("Accept-Language", "de"))).ShouldBe("seaworthy; fwd=uri-miss; stored");
    }

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("no name")]
    public async Task A_connection_may_name_what_is_no_field_of_it(string named) =>
        (await _guard.RawAsync($"GET /set HTTP/1.1\r\nHost: shop\r\nConnection: {named}\r\n\r\n")).ShouldBe("HTTP/1.1 200 OK");

    [Fact]
    public async Task What_somebody_was_answered_is_shared_only_where_the_API_says_public()
    {
        _api.Headers["Cache-Control"] = "max-age=60";
        await GetAsync("/set/1", ("Authorization", "Bearer a"));
        await GetAsync("/set/1", ("Authorization", "Bearer b"));
        await GetAsync("/set/1");
        await GetAsync("/set/1", ("Cookie", "session=1"));
        _api.Calls("/set/1").ShouldBe(4);

        _api.Headers["Cache-Control"] = "public, max-age=60";
        await GetAsync("/set/2", ("Authorization", "Bearer a"));
        await GetAsync("/set/2", ("Authorization", "Bearer b"));
        _api.Calls("/set/2").ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_without_a_tag_gets_one_and_who_has_it_is_told_304_kept_or_not()
    {
        var first = await GetAsync("/set");
        first.Headers.ETag.ShouldNotBeNull().IsWeak.ShouldBeFalse();

        var second = await GetAsync("/set", ("If-None-Match", first.Headers.ETag.ToString()));

        _api.Calls("/set").ShouldBe(2);
        _api.Last.ShouldNotContainKey("If-None-Match");
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        (await GetAsync("/set", ("If-None-Match", "\"other\""))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_text_is_encoded_for_who_takes_it_kept_or_not(bool isKept)
    {
        _api.Body = $"\"{new string('a', 5000)}\"";
        _api.Headers["Cache-Control"] = isKept ? "max-age=60" : "no-store";

        for (var i = 0; i < 2; i++)
        {
            var answer = await GetAsync("/set", ("Accept-Encoding", "gzip, br"));
            answer.Content.Headers.ContentEncoding.ShouldBe(["br"]);
            answer.Headers.Vary.ShouldContain("Accept-Encoding");
            answer.Headers.ETag!.Tag.ShouldEndWith("-br\"");
        }

        (await (await GetAsync("/set")).Content.ReadAsStringAsync()).ShouldBe(_api.Body);
        _api.Calls("/set").ShouldBe(isKept ? 1 : 3);
    }

    [Theory]
    [InlineData("POST", "/set/items")]
    [InlineData("PUT", "/set/items")]
    [InlineData("DELETE", "/set/items/7")]
    public async Task A_change_makes_what_is_kept_of_its_path_and_of_its_collection_old(string method, string path)
    {
        _api.Headers["Cache-Control"] = "max-age=60";
        await GetAsync("/set/items?page=1");
        await GetAsync("/set/other");

        using var change = new HttpRequestMessage(new(method), path);
        (await _guard.Client.SendAsync(change)).IsSuccessStatusCode.ShouldBeTrue();

        Status(await GetAsync("/set/items?page=1")).ShouldStartWith("seaworthy; fwd=uri-miss");
        Status(await GetAsync("/set/other")).ShouldBe("seaworthy; hit");
    }

    [Fact]
    public async Task A_change_that_failed_leaves_what_is_kept()
    {
        _api.Headers["Cache-Control"] = "max-age=60";
        await GetAsync("/set");
        _api.Status = 400;

        await _guard.Client.PostAsync("/set", null);

        Status(await GetAsync("/set")).ShouldBe("seaworthy; hit");
    }

    [Fact]
    public async Task What_has_ended_is_asked_about_by_the_API_s_own_tag()
    {
        _api.Headers["Cache-Control"] = "max-age=1";
        _api.Headers["ETag"] = "\"v1\"";
        await GetAsync("/set");

        var answer = await EventuallyAsync("/set", found => Status(found).Contains("fwd-status=304", StringComparison.Ordinal));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(_api.Body);
        _api.Last["If-None-Match"].ShouldBe("\"v1\"");
    }

    [Theory]
    [InlineData("max-age=1, stale-if-error=60", true)]
    [InlineData("max-age=1, stale-if-error=60, must-revalidate", false)]
    [InlineData("max-age=1", false)]
    public async Task The_old_answer_stands_in_for_an_error_only_where_the_API_says_so(string said, bool stands)
    {
        _api.Headers["Cache-Control"] = said;
        await GetAsync("/set");
        _api.Status = 500;

        var answer = await EventuallyAsync("/set", found => !Status(found).EndsWith("hit", StringComparison.Ordinal));

        answer.StatusCode.ShouldBe(stands ? HttpStatusCode.OK : HttpStatusCode.InternalServerError);
        if (stands)
        {
            Status(answer).ShouldContain("stale-if-error");
        }
    }

    [Fact]
    public async Task Who_waits_for_an_answer_that_is_an_error_gets_the_old_one_too_and_one_has_asked()
    {
        _api.Headers["Cache-Control"] = "max-age=1, stale-if-error=60";
        await GetAsync("/set");
        _api.Status = 500;
        await EventuallyAsync("/set", found => Status(found).Contains("stale-if-error", StringComparison.Ordinal));
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _api.Held = hold.Task;
        var flights = _guard.App.Services.GetRequiredService<Flights<OriginLanding>>();
        var (before, boarded) = (_api.Calls("/set"), flights.Boarded);

        var asking = Enumerable.Range(0, 10).Select(_ => GetAsync("/set")).ToList();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (flights.Boarded < boarded + 9)
        {
            await Task.Delay(10, patience.Token);
        }

        hold.SetResult();
        var answers = await Task.WhenAll(asking);

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK && Status(answer).Contains("stale-if-error", StringComparison.Ordinal));
        _api.Calls("/set").ShouldBe(before + 1);
    }

    [Fact]
    public async Task Of_those_who_ask_at_once_one_asks_the_API_and_who_asks_for_a_stream_waits_for_nobody()
    {
        _api.Headers["Cache-Control"] = "max-age=60";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync("/set/many")));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        _api.Calls("/set/many").ShouldBe(1);

        using var first = await _guard.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        using var second = await _guard.Client.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        _api.Calls("/events").ShouldBe(2);
    }

    private static string Status(HttpResponseMessage answer) => answer.Headers.TryGetValues("Cache-Status", out var said) ? said.Single() : "";

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _guard.Client.SendAsync(request);
    }

    // The API says seconds, and one of them has to pass: asked until it has.
    private async Task<HttpResponseMessage> EventuallyAsync(string path, Func<HttpResponseMessage, bool> isIt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            var answer = await GetAsync(path);
            if (isIt(answer))
            {
                return answer;
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
