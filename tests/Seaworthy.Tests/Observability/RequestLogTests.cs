using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Tests.Observability;

[Trait("Requirement", "R52")]
public sealed class RequestLogTests : IAsyncLifetime
{
    private readonly CapturedLog _log = new();
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await LoggedApp.StartAsync(_log, app =>
    {
        app.MapGet("/items/{id:int}", (int id) => $"item {id}");
        app.MapGet("/fails", string () => throw new InvalidOperationException("it broke"));
        app.MapGet("/says", (ILogger<RequestLogTests> log, string text) =>
        {
            using (log.BeginScope(new Dictionary<string, object> { ["cart"] = 9, ["message"] = 8 }))
            {
                log.LogWarning("Said {Text} for {Number}", text, 7);
            }

            return "said";
        });
    });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_request_is_told_once_with_its_template_and_its_path()
    {
        using var response = await _app.Client.GetAsync("/items/42?secret=1");

        var line = await _log.RequestAsync("/items/42");
        line.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["timestamp", "level", "message", "logger", "event", "request_id", "trace_id", "span_id", "service", "method", "route",
             "path", "status", "duration_ms", "client_ip", "queries", "limit", "limit_left", "outcome"]);
        line.GetProperty("level").GetString().ShouldBe("information");
        line.GetProperty("logger").GetString().ShouldBe("Seaworthy.Requests");
        line.GetProperty("event").GetString().ShouldBe("RequestCompleted");
        line.GetProperty("method").GetString().ShouldBe("GET");
        line.GetProperty("route").GetString().ShouldBe("/items/{id:int}");
        line.GetProperty("status").GetInt32().ShouldBe(200);
        line.GetProperty("client_ip").GetString().ShouldBe("127.0.0.1");
        line.GetProperty("queries").GetInt32().ShouldBe(0);
        line.GetProperty("outcome").GetString().ShouldBe("ok");
        line.GetProperty("request_id").GetString().ShouldBe(response.Headers.GetValues("X-Request-ID").Single());
        line.GetProperty("trace_id").GetString()!.Length.ShouldBe(32);
        line.GetProperty("span_id").GetString()!.Length.ShouldBe(16);
        var ms = line.GetProperty("duration_ms").GetDouble();
        ms.ShouldBe(Math.Round(ms, 2));
        DateTimeOffset.TryParseExact(line.GetProperty("timestamp").GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _).ShouldBeTrue();
        _log.Lines.ShouldNotContain(text => text.Contains("secret"));
        _log.Lines.ShouldNotContain(text => text.Contains("Microsoft.AspNetCore.Hosting.Diagnostics") || text.Contains("EndpointMiddleware"));
    }

    [Fact]
    [Trait("Requirement", "R85")]
    public async Task A_proxy_that_sends_garbage_is_told_with_its_own_address()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/items/43");
        request.Headers.Add("X-Forwarded-For", "garbage");
        using var response = await _app.Client.SendAsync(request);

        var line = await _log.RequestAsync("/items/43");
        line.GetProperty("status").GetInt32().ShouldBe(400);
        line.GetProperty("client_ip").GetString().ShouldBe("127.0.0.1");
        line.GetProperty("route").GetString().ShouldBe("/items/{id:int}");
    }

    [Fact]
    public async Task A_failure_is_an_error_line_with_its_exception()
    {
        using var response = await _app.Client.GetAsync("/fails");

        var line = await _log.RequestAsync("/fails");
        line.GetProperty("level").GetString().ShouldBe("error");
        line.GetProperty("event").GetString().ShouldBe("RequestFailed");
        line.GetProperty("status").GetInt32().ShouldBe(500);
        line.GetProperty("outcome").GetString().ShouldBe("internal");
        var exception = line.GetProperty("exception");
        exception.GetProperty("type").GetString().ShouldBe("System.InvalidOperationException");
        exception.GetProperty("message").GetString().ShouldBe("it broke");
        exception.GetProperty("stack").GetString()!.ShouldContain(nameof(RequestLogTests));
    }

    [Fact]
    public async Task A_failure_behind_what_cannot_be_taken_back_is_told_as_it_was()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(log, app => app.MapGet("/half", Task (HttpContext context) =>
        {
            context.Response.BodyWriter.Write(new byte[5_000]);
            throw new InvalidOperationException("it broke");
        }));

        using var response = await app.Client.GetAsync("/half");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var line = await log.RequestAsync("/half");
        line.GetProperty("status").GetInt32().ShouldBe(500);
        line.GetProperty("exception").GetProperty("message").GetString().ShouldBe("it broke");
    }

    [Fact]
    public async Task A_failure_that_cannot_even_be_answered_is_told_and_no_longer_counted_as_running()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(
            log,
            builder => builder.Environment.EnvironmentName = Environments.Development,
            app => app.MapGet("/unanswerable", (HttpContext context) =>
            {
                context.Response.OnStarting(() => throw new InvalidOperationException("no headers today"));
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }));
        await Should.ThrowAsync<HttpRequestException>(() => app.Client.GetStringAsync("/unanswerable"));

        var line = await log.RequestAsync("/unanswerable");
        line.GetProperty("event").GetString().ShouldBe("RequestFailed");
        line.GetProperty("status").GetInt32().ShouldBe(500);
        line.GetProperty("exception").GetProperty("stack").GetString()!.ShouldContain("ProblemsStage.AnswerAsync");
        var metrics = await app.Client.GetStringAsync("/metrics");
        metrics.Split('\n').Single(sample => sample.StartsWith("http_server_active_requests{") && sample.Contains("\"GET\"")).ShouldEndWith(" 1");
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public async Task A_line_of_the_handlers_own_carries_the_ids_of_its_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/says?text=hello");
        request.Headers.Add("X-Request-ID", "my-id.1_A");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var response = await _app.Client.SendAsync(request);

        response.Headers.GetValues("X-Request-ID").ShouldBe(["my-id.1_A"]);
        var said = await _log.LineAsync(line => line.GetProperty("message").GetString() == "Said hello for 7");
        said.GetProperty("logger").GetString().ShouldBe(typeof(RequestLogTests).FullName);
        said.GetProperty("request_id").GetString().ShouldBe("my-id.1_A");
        said.GetProperty("trace_id").GetString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        said.GetProperty("Text").GetString().ShouldBe("hello");
        said.GetProperty("state_message").GetInt32().ShouldBe(8);
        said.GetProperty("Number").GetInt32().ShouldBe(7);
        said.GetProperty("cart").GetInt32().ShouldBe(9);
        var told = await _log.RequestAsync("/says");
        told.GetProperty("request_id").GetString().ShouldBe("my-id.1_A");
        told.GetProperty("trace_id").GetString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        told.GetProperty("span_id").GetString().ShouldBe(said.GetProperty("span_id").GetString());
    }

    [Theory]
    [InlineData("a\r\n{\"level\":\"error\"}")]
    [InlineData("a\u2028b\u0085c\u0000d\u001b[31m")]
    [InlineData("\ud800 lone")]
    public async Task No_value_begins_a_line_of_its_own(string text)
    {
        using var response = await _app.Client.GetAsync("/says?text=x" + Uri.EscapeDataString(text.Replace('\ud800', '?')));

        await _log.RequestAsync("/says");
        foreach (var line in _log.Lines)
        {
            line.ShouldNotContain(c => char.IsControl(c) || c == '\u2028');
            JsonDocument.Parse(line).RootElement.GetProperty("timestamp").ValueKind.ShouldBe(JsonValueKind.String);
        }
    }

    [Fact]
    public async Task Probes_are_told_at_debug_only()
    {
        (await _app.Client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await _app.Client.GetAsync("/items/7");

        await _log.RequestAsync("/items/7");
        _log.Lines.ShouldNotContain(line => line.Contains("/health/live"));
    }

    [Fact]
    public async Task Switched_off_only_failures_are_told()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(log,
            app =>
            {
                app.MapGet("/works", () => "ok");
                app.MapGet("/fails", string () => throw new InvalidOperationException("it broke"));
            },
            ("Seaworthy:Observability:RequestLog", "false"));
        await app.Client.GetAsync("/works");
        await app.Client.GetAsync("/fails");

        await log.RequestAsync("/fails");
        log.Lines.ShouldNotContain(line => line.Contains("RequestCompleted"));
    }

    [Fact]
    public async Task What_waits_is_written_when_the_application_ends()
    {
        var log = new CapturedLog();
        var app = await LoggedApp.StartAsync(log, app => app.MapGet("/last", () => "ok"));
        await app.Client.GetAsync("/last");
        await app.DisposeAsync();

        log.Lines.ShouldContain(line => line.Contains("\"/last\""));
    }

    [Fact]
    public async Task An_answer_that_was_given_before_says_so()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(log, app => app.MapPost("/things", () => "made"));
        await app.Client.PostWithKeyAsync("/things", null, "k1");
        await app.Client.PostWithKeyAsync("/things", null, "k1");

        await log.LineAsync(line => line.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "replayed");
    }

    [Fact]
    public async Task An_unknown_path_is_no_route()
    {
        await _app.Client.GetAsync("/nobody/knows");

        var line = await _log.RequestAsync("/nobody/knows");
        line.GetProperty("route").GetString().ShouldBe("(unknown)");
        line.GetProperty("outcome").GetString().ShouldBe("not-found");
        line.GetProperty("status").GetInt32().ShouldBe(StatusCodes.Status404NotFound);
    }
}
