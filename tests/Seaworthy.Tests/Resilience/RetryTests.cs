using System.Net;
using System.Net.Http.Json;
using Seaworthy.Resilience;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Resilience;

[Trait("Requirement", "R17")]
public sealed class RetryTests
{
    private const string Quick = "base=1ms max=1ms throttled=1ms floor=100";
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("GET", false, 3)]
    [InlineData("PUT", false, 3)]
    [InlineData("DELETE", false, 3)]
    [InlineData("POST", false, 1)]
    [InlineData("PATCH", false, 1)]
    [InlineData("POST", true, 3)]
    public async Task What_does_no_harm_twice_is_tried_again_and_a_bare_post_is_not(string method, bool isKeyed, int attempts)
    {
        await using var upstream = new ScriptedUpstream(number => number < 3 ? "500" : "200");
        await using var app = CallingApp.Build(null, Quick);
        using var request = new HttpRequestMessage(new HttpMethod(method), upstream.Address) { Content = method is "GET" or "DELETE" ? null : JsonContent.Create(new { quantity = 1 }) };
        if (isKeyed)
        {
            request.Headers.Add("Idempotency-Key", "7f3c");
        }

        using var answer = await app.Client().SendAsync(request);

        answer.StatusCode.ShouldBe(attempts == 3 ? HttpStatusCode.OK : HttpStatusCode.InternalServerError);
        upstream.Count.ShouldBe(attempts);
    }

    [Fact]
    public async Task A_bare_post_without_a_body_is_not_sent_again_either_over_a_connection_that_ends_before_its_answer()
    {
        await using var upstream = new ScriptedUpstream(number => number == 1 ? "keep" : number == 2 ? "hang-up" : "200");
        await using var app = CallingApp.Build(null, Quick);
        (await app.Client().GetAsync(upstream.Address)).Dispose();

        await Should.ThrowAsync<UpstreamException>(() => app.Client().PostAsync(upstream.Address, null));

        upstream.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_body_that_was_read_is_not_sent_again()
    {
        await using var upstream = new ScriptedUpstream(_ => "500");
        await using var app = CallingApp.Build(null, Quick);

        using var answer = await app.Client().PutAsync(upstream.Address, new StreamContent(new MemoryStream([1, 2, 3])));

        upstream.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("408", 3)]
    [InlineData("429", 3)]
    [InlineData("503", 3)]
    [InlineData("reset", 3)]
    [InlineData("cut", 3)]
    [InlineData("404", 1)]
    [InlineData("501", 1)]
    public async Task Only_what_may_pass_is_tried_again(string trouble, int attempts)
    {
        await using var upstream = new ScriptedUpstream(number => number < 3 ? trouble : "200");
        await using var app = CallingApp.Build(null, Quick);

        using var answer = await app.Client().GetAsync(upstream.Address);

        upstream.Count.ShouldBe(attempts);
        answer.IsSuccessStatusCode.ShouldBe(attempts == 3);
    }

    [Fact]
    public async Task The_documents_profile_waits_one_second_and_then_two_and_the_last_answer_stands()
    {
        await using var upstream = new ScriptedUpstream(_ => "500");
        await using var app = CallingApp.Build(_time, "retry-with-backoff");

        var asking = app.Client().GetAsync(upstream.Address);
        await upstream.UntilAsync(1);
        await _time.UntilNextAsync(next => next == TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        await upstream.UntilAsync(2);
        await _time.UntilNextAsync(next => next == TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2));

        using var answer = await asking;
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        upstream.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        await using var upstream = new ScriptedUpstream(number => number == 1 ? "503 5" : "200");
        await using var app = CallingApp.Build(_time, "attempt=10s");

        var asking = app.Client().GetAsync(upstream.Address);
        await _time.UntilNextAsync(next => next < TimeSpan.FromSeconds(9));
        _time.Next!.Value.ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.2));
        _time.Advance(_time.Next.Value);

        (await asking).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_deadline_is_given_up_at_once()
    {
        await using var upstream = new ScriptedUpstream(_ => "503 60");
        await using var app = CallingApp.Build(_time, "");

        (await app.Client().GetAsync(upstream.Address)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        upstream.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", 1.1)] // the budget
    [InlineData("floor=10000", 3)] // none to speak of: what it is there against
    public async Task In_an_outage_the_other_side_has_at_most_a_tenth_more_to_do(string budget, double most)
    {
        const int Calls = 500;
        var upstream = new CountedFailures();
        await using var app = CallingApp.Build(_time, $"breaker=off {budget}", null, upstream, ("Seaworthy:Resilience:RetryBaseMs", "0"));

        for (var i = 0; i < Calls; i++)
        {
            using var answer = await app.Client().GetAsync("http://stock/");
        }

        upstream.Count.ShouldBeLessThanOrEqualTo((int)(Calls * most));
        upstream.Count.ShouldBeGreaterThan((int)(Calls * (most - 0.1)));
    }

    [Fact]
    public void What_succeeds_earns_retries_up_to_a_few()
    {
        var budget = new RetryBudget(percent: 10, perSecond: 0, _time);
        budget.TryTake().ShouldBeFalse();

        for (var i = 0; i < 1000; i++)
        {
            budget.Earn();
        }

        Enumerable.Range(0, 100).Count(_ => budget.TryTake()).ShouldBe(10);
    }

    private sealed class CountedFailures : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));
        }
    }
}
