using System.Net;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;
using Seaworthy.Resilience;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Resilience;

[Trait("Requirement", "R16")]
public sealed class CallTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_call_has_no_more_time_than_its_request_and_says_so_to_a_service_of_ours()
    {
        await using var upstream = new ScriptedUpstream(_ => "silent");
        await using var app = await CallingApp.StartAsync(new(), _time, upstream.Address, "ours");

        var asking = app.Client.GetAsync("/stock"); // which has two seconds, where the client has ten
        await upstream.UntilAsync(1);
        await _time.UntilNextAsync(next => next == TimeSpan.FromMilliseconds(1950));
        _time.Advance(TimeSpan.FromMilliseconds(1950));

        using var answer = await asking;
        answer.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("stock: did not answer in time");
        upstream.Heads.Single().ShouldContain("X-Request-Deadline: 1950\r\n");
    }

    [Fact]
    public async Task What_is_unreached_is_502_in_the_services_dialect()
    {
        await using var app = await CallingApp.StartAsync(new(), _time, new("http://127.0.0.1:1"), "retries=0");

        using var answer = await app.Client.GetAsync("/stock");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("external-service");
        foreach (var failure in Enum.GetValues<UpstreamFailure>())
        {
            var problem = new UpstreamProblems().For(new UpstreamException(failure, "stock", "10.0.0.7:80", "Nobody's business."))!;
            problem.Type.Code.ShouldBe("EXTERNAL_SERVICE_ERROR");
            problem.Detail!.ShouldNotContain("10.0.0.7");
            Dialect.Workforce.StatusOf(problem).ShouldBe(failure switch { UpstreamFailure.Unreached => 502, UpstreamFailure.TooLate => 504, _ => 503 });
            problem.RetryAfterSeconds.ShouldBe(problem.Type == ProblemTypes.UpstreamUnavailable ? 1 : null);
        }
    }

    [Fact]
    public async Task A_fallback_answers_for_whoever_does_not()
    {
        var seen = new List<FailedCall>();
        await using var upstream = new ScriptedUpstream(number => number == 1 ? "500" : "reset");
        await using var app = CallingApp.Build(null, "retries=0", call =>
        {
            seen.Add(call);
            return seen.Count > 2 ? null : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("as of yesterday") };
        });

        (await app.Client().GetStringAsync(upstream.Address)).ShouldBe("as of yesterday");
        (await app.Client().GetStringAsync(upstream.Address)).ShouldBe("as of yesterday");
        await Should.ThrowAsync<UpstreamException>(app.Client().GetAsync(upstream.Address));

        (seen[0].Answer!.StatusCode, seen[0].Exception).ShouldBe((HttpStatusCode.InternalServerError, null));
        seen[1].Exception!.Failure.ShouldBe(UpstreamFailure.Unreached);
    }

    [Fact]
    public async Task A_larger_answer_than_is_taken_is_neither_read_nor_asked_for_again()
    {
        await using var upstream = new ScriptedUpstream(_ => "200");
        await using var app = CallingApp.Build(null, "answer=1");

        (await Should.ThrowAsync<HttpRequestException>(app.Client().GetAsync(upstream.Address))).HttpRequestError.ShouldBe(HttpRequestError.ConfigurationLimitExceeded);

        upstream.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("true", null)]
    [InlineData("false", 100)]
    public async Task A_deadline_of_more_than_the_100_seconds_of_NET_is_the_settings_and_no_other(string isOn, int? seconds)
    {
        await using var app = CallingApp.Build(null, "deadline=3m attempt=2m", null, null, ("Seaworthy:Resilience:Enabled", isOn));

        app.Client().Timeout.ShouldBe(seconds is { } bound ? TimeSpan.FromSeconds(bound) : Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public async Task A_HEAD_of_something_large_is_answered()
    {
        await using var upstream = new ScriptedUpstream(_ => "large");
        await using var app = CallingApp.Build(null, "answer=1");
        using var request = new HttpRequestMessage(HttpMethod.Head, upstream.Address);

        using var answer = await app.Client().SendAsync(request);

        (answer.StatusCode, answer.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, 3_000_000));
    }

    [Fact]
    public async Task A_call_without_a_way_to_wait_is_refused()
    {
        await using var app = CallingApp.Build(null, "");
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:1");

        Should.Throw<NotSupportedException>(() => app.Client().Send(request)).Message.ShouldContain("call SendAsync");
    }
}
