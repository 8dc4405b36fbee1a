using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seaworthy.Observability;

namespace Seaworthy.Tests.Observability;

[Trait("Requirement", "R52")]
public sealed class TraceContextTests : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = "b7ad6b7169203331";
    private TestApp _app = null!;
    private TestApp _below = null!;

    public async Task InitializeAsync()
    {
        _below = await TestApp.StartAsync(app => app.MapGet("/seen", (HttpRequest request) =>
            $"{request.Headers.TraceParent}|{request.Headers.TraceState}"));
        _app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/calls", () => _below.Client.GetStringAsync("/seen"));
            app.MapGet("/current", () => Activity.Current!.Id);
        });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _below.DisposeAsync();
    }

    [Fact]
    public async Task A_call_below_carries_a_child_of_the_callers_trace()
    {
        var seen = (await GetAsync("/calls", $"00-{Trace}-{Parent}-01", "vendor=1")).Split('|');

        var parts = seen[0].Split('-');
        parts[1].ShouldBe(Trace);
        parts[2].ShouldNotBe(Parent);
        parts[3].ShouldBe("01");
        seen[1].ShouldBe("vendor=1");
    }

    [Theory]
    [InlineData($"00-0AF7651916CD43DD8448EB211C80319C-{Parent}-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData($"00-{Trace}-0000000000000000-01")]
    [InlineData($"ff-{Trace}-{Parent}-01")]
    [InlineData($"00-{Trace}-{Parent}-01-more")]
    public async Task An_invalid_trace_parent_is_ignored_with_its_state(string header)
    {
        var seen = (await GetAsync("/calls", header, "vendor=1")).Split('|');

        seen[0].ShouldNotContain(Trace, Case.Insensitive);
        seen[0].Split('-')[1].ShouldNotBe(new string('0', 32));
        seen[1].ShouldBeEmpty();
    }

    [Fact]
    public async Task A_later_version_is_continued_as_version_00() =>
        (await GetAsync("/calls", $"01-{Trace}-{Parent}-01-more", null)).ShouldStartWith($"00-{Trace}-");

    [Fact]
    public async Task Requests_of_one_connection_have_traces_of_their_own()
    {
        var first = await GetAsync("/current", null, null);
        var second = await GetAsync("/current", null, null);

        first.Split('-')[1].ShouldNotBe(second.Split('-')[1]);
    }

    [Fact]
    public async Task A_listener_gets_a_server_span_named_by_method_and_route()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RequestTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/traced/{id}", (string id) => id);
            app.MapGet("/traced-failure", string () => throw new InvalidOperationException());
        });

        await app.Client.GetAsync("/traced/5");
        await app.Client.GetAsync("/traced-failure");
        await app.App.DisposeAsync();

        Activity good, bad;
        lock (spans)
        {
            good = spans.Single(span => span.DisplayName == "GET /traced/{id}");
            bad = spans.Single(span => span.DisplayName == "GET /traced-failure");
        }

        good.Kind.ShouldBe(ActivityKind.Server);
        good.Status.ShouldBe(ActivityStatusCode.Unset);
        good.TagObjects.ShouldContain(new KeyValuePair<string, object?>("http.request.method", "GET"));
        good.TagObjects.ShouldContain(new KeyValuePair<string, object?>("http.route", "/traced/{id}"));
        good.TagObjects.ShouldContain(new KeyValuePair<string, object?>("url.path", "/traced/5"));
        good.TagObjects.ShouldContain(new KeyValuePair<string, object?>("url.scheme", "http"));
        good.TagObjects.ShouldContain(new KeyValuePair<string, object?>("http.response.status_code", 200));
        good.TagObjects.ShouldContain(new KeyValuePair<string, object?>("client.address", "127.0.0.1"));
        bad.Status.ShouldBe(ActivityStatusCode.Error);
        bad.TagObjects.ShouldContain(new KeyValuePair<string, object?>("error.type", "System.InvalidOperationException"));
    }

    private async Task<string> GetAsync(string path, string? parent, string? state)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (parent is not null)
        {
            request.Headers.Add("traceparent", parent);
        }

        if (state is not null)
        {
            request.Headers.Add("tracestate", state);
        }

        using var response = await _app.Client.SendAsync(request);
        return (await response.Content.ReadAsStringAsync()).Trim('"');
    }
}
