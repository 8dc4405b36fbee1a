using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Idempotency;

[Trait("Requirement", "R17")]
public sealed class IdempotencyStageTests : IAsyncLifetime
{
    private const string Ada = "Authorization: Development ada@example.com";
    private const string Bob = "Authorization: Development bob@example.com";
    private KeyedApp _app = null!;
    private int _made;

    private sealed record Thing(string? Name = null, int Size = 1);

    public async Task InitializeAsync() => _app = await KeyedApp.StartAsync(app =>
    {
        app.MapPost("/things", (Body<Thing> body, HttpResponse response) => Make(body.Value.Name, response));
        app.MapPatch("/things", (HttpResponse response) => Make("patched", response));
        app.MapPost("/others", (HttpResponse response) => Make("other", response));
        app.MapPost("/things/{id}/step", (string id, HttpResponse response) => Make(id, response));
        app.MapPut("/things", (HttpResponse response) => Make("put", response));
        app.MapPost("/must", (HttpResponse response) => Make("must", response)).RequireIdempotencyKey();
        app.MapPost("/free", (HttpResponse response) => Make("free", response)).WithoutIdempotency();
        app.MapPost("/status/{status:int}", (int status) => { _made++; return Results.StatusCode(status); });
        app.MapPost("/own-words/{status:int}", async (int status, HttpResponse response) =>
        {
            response.StatusCode = status;
            await response.WriteAsync("no key");
        });
        app.MapPost("/refused", () => { _made++; return Problem.Of(ProblemTypes.Conflict, "There is none left."); });
        app.MapPost("/fails", string () => { _made++; throw new InvalidOperationException("secret text"); });
        app.MapPost("/fails-gladly", string () => { _made++; throw new InvalidOperationException("secret text"); }).Repeatable();
        app.MapPost("/large/{bytes:int}", (int bytes, HttpResponse response) =>
        {
            _made++;
            response.Headers.Location = $"/large/{_made}";
            return Results.Text(new string('x', bytes), statusCode: 201);
        });
        app.MapPost("/nothing", () => { _made++; return Results.NoContent(); });
    });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    private IResult Make(string? name, HttpResponse response)
    {
        response.Headers.ETag = $"\"v{++_made}\"";
        return Results.Created($"/things/{_made}", new { id = _made, name });
    }

    [Fact]
    public async Task A_repeated_key_replays_the_first_answer_and_nothing_is_done_again()
    {
        var first = await _app.PostAsync("/things", "k1", """{"name":"Ada"}""");
        var second = await _app.PostAsync("/things", "\"k1\"", """{"name":"Ada"}""");

        first.Status.ShouldBe(201, first.Body);
        second.Status.ShouldBe(201);
        second.Body.ShouldBe(first.Body);
        foreach (var kept in new[] { "Location", "ETag", "Content-Type", "Content-Length" })
        {
            second.Headers[kept].ShouldBe(first.Headers[kept], kept);
        }

        (first.IsReplayed, second.IsReplayed).ShouldBe((false, true));
        second.Headers["X-Request-ID"].ShouldNotBe(first.Headers["X-Request-ID"]);
        second.Headers.ShouldContainKey("Date");
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_key_every_request_is_done()
    {
        await _app.PostAsync("/things", null, """{"name":"Ada"}""");
        await _app.PostAsync("/things", null, """{"name":"Ada"}""");

        _made.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_with_another_body_or_query_or_path_is_refused_and_not_done()
    {
        await _app.PostAsync("/things", "k1", """{"name":"Ada"}""");
        await _app.PostAsync("/things/1/step", "k1");

        (await _app.PostAsync("/things", "k1", """{"name":"Bob"}""")).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(422), answer => answer.IsProblem("idempotency-key-reused").ShouldBeTrue(answer.Body));
        (await _app.PostAsync("/things?x=1", "k1", """{"name":"Ada"}""")).Status.ShouldBe(422);
        (await _app.PostAsync("/things/2/step", "k1")).Status.ShouldBe(422);
        _made.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_query_in_another_order_is_the_same_request()
    {
        await _app.PostAsync("/things?a=1&b=2&a=3", "k1");

        (await _app.PostAsync("/things?b=%32&a=1&a=3", "k1")).IsReplayed.ShouldBeTrue();
        (await _app.PostAsync("/things?a=3&a=1&b=2", "k1")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Nobody_is_shown_the_answer_of_another_user_or_method_or_route()
    {
        var answers = new[]
        {
            await _app.PostAsync("/things", "k1", "{}", "POST", Ada),
            await _app.PostAsync("/things", "k1", "{}", "POST", Bob),
            await _app.PostAsync("/things", "k1"),
            await _app.PostAsync("/things", "k1", "{}", "PATCH"),
            await _app.PostAsync("/others", "k1"),
            await _app.PostAsync("/things", "k1", "{}", "POST", "X-Forwarded-For: 192.0.2.7"),
        };

        answers.ShouldAllBe(answer => answer.Status == 201 && !answer.IsReplayed);
        (await _app.PostAsync("/things", "k1", "{}", "POST", Ada)).IsReplayed.ShouldBeTrue();
        (await _app.PostAsync("/things", "k1", "{}", "POST", Ada, "X-Forwarded-For: 192.0.2.7"))
            .IsReplayed.ShouldBeFalse("elsewhere nobody knows her, and whoever comes with her word is not shown what the stranger there was told");
    }

    [Fact]
    public async Task One_that_comes_while_the_first_is_under_way_is_told_to_come_again()
    {
        using var arrived = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        await using var app = await KeyedApp.StartAsync(map => map.MapPost("/slow", async () =>
        {
            _made++;
            arrived.Release();
            await go.Task;
            return Results.Ok("done");
        }));
        var first = app.PostAsync("/slow", "k1");
        await arrived.WaitAsync();

        var second = await app.PostAsync("/slow", "k1");
        var other = await app.PostAsync("/slow", "k1", """{"other":true}""");
        go.SetResult();

        second.ShouldSatisfyAllConditions(
            () => second.Status.ShouldBe(409), () => second.Headers["Retry-After"].ShouldBe("1"),
            () => second.IsProblem("idempotency-in-flight").ShouldBeTrue(second.Body));
        other.Status.ShouldBe(422);
        (await first).Body.ShouldBe("\"done\"");
        (await app.PostAsync("/slow", "k1")).IsReplayed.ShouldBeTrue();
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task A_hundred_at_once_do_one_thing()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _app.PostAsync("/things", "k1")));

        _made.ShouldBe(1);
        answers.Count(answer => answer is { Status: 201, IsReplayed: false }).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == 409 || (answer.Status == 201 && answer.Body == answers.First(first => first.Status == 201).Body));
    }

    [Fact]
    public async Task A_refusal_that_would_be_the_same_again_is_kept_byte_for_byte()
    {
        foreach (var path in new[] { "/refused", "/things" })
        {
            var body = path == "/things" ? """{"size":"wrong"}""" : "{}";
            var first = await _app.PostAsync(path, "k1", body);
            var second = await _app.PostAsync(path, "k1", body);

            first.Status.ShouldBeOneOf(409, 422);
            (second.Status, second.Body, second.IsReplayed).ShouldBe((first.Status, first.Body, true));
            second.Headers["Content-Type"].ShouldBe("application/problem+json");
            second.Headers["X-Request-ID"].ShouldNotBe(JsonDocument.Parse(second.Body).RootElement.GetProperty("requestId").GetString());
        }

        _made.ShouldBe(1);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, true)]
    [InlineData(409, true)]
    [InlineData(410, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(408, false)]
    [InlineData(425, false)]
    [InlineData(429, false)]
    [InlineData(501, false)]
    [InlineData(503, false)]
    [InlineData(507, false)]
    public async Task What_says_come_back_otherwise_or_later_is_not_kept(int status, bool isKept)
    {
        await _app.PostAsync($"/status/{status}", "k1");
        var second = await _app.PostAsync($"/status/{status}", "k1");

        second.Status.ShouldBe(status);
        second.IsReplayed.ShouldBe(isKept);
        _made.ShouldBe(isKept ? 1 : 2);
    }

    [Theory]
    [InlineData(401, false)]
    [InlineData(409, true)]
    public async Task An_error_with_a_text_and_no_type_reaches_its_caller_as_it_is(int status, bool isKept)
    {
        var first = await _app.PostAsync($"/own-words/{status}", "k1");
        var second = await _app.PostAsync($"/own-words/{status}", "k1");

        (first.Status, first.Body, first.IsReplayed).ShouldBe((status, "no key", false));
        (second.Status, second.Body, second.IsReplayed).ShouldBe((status, "no key", isKept));
        second.Headers.ShouldNotContainKey("Content-Type");
    }

    [Fact]
    public async Task Who_failed_halfway_without_a_transaction_is_not_run_again_unless_the_endpoint_says_so()
    {
        var first = await _app.PostAsync("/fails", "k1");
        var second = await _app.PostAsync("/fails", "k1");
        (first.Status, second.Status).ShouldBe((500, 409));
        second.IsProblem("outcome-unknown").ShouldBeTrue(second.Body);
        _made.ShouldBe(1);

        await _app.PostAsync("/fails-gladly", "k1");
        (await _app.PostAsync("/fails-gladly", "k1")).Status.ShouldBe(500);
        _made.ShouldBe(3);
    }

    [Fact]
    public async Task After_a_day_the_key_is_a_new_one()
    {
        await _app.PostAsync("/things", "k1");
        _app.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await _app.PostAsync("/things", "k1")).IsReplayed.ShouldBeTrue();

        _app.Time.Advance(TimeSpan.FromSeconds(1));

        (await _app.PostAsync("/things", "k1")).IsReplayed.ShouldBeFalse();
        _made.ShouldBe(2);
    }

    [Fact]
    public async Task Only_POST_and_PATCH_have_keys()
    {
        await _app.PostAsync("/things", "k1", "{}", "PUT");
        await _app.PostAsync("/things", "k1", "{}", "PUT");
        await _app.PostAsync("/free", "k1");
        await _app.PostAsync("/free", "not a key");

        _made.ShouldBe(4);
    }

    [Fact]
    public async Task An_endpoint_that_requires_a_key_says_so_with_a_link()
    {
        var without = await _app.PostAsync("/must", null);
        var with = await _app.PostAsync("/must", "k1");

        without.Status.ShouldBe(400);
        without.IsProblem("idempotency-key-required").ShouldBeTrue(without.Body);
        without.Headers["Link"].ShouldContain("</problems/idempotency-key-required>; rel=\"describedby\"");
        (await _app.App.Client.GetAsync("/problems/idempotency-key-required")).IsSuccessStatusCode.ShouldBeTrue();
        with.Status.ShouldBe(201);
        (await _app.PostAsync("/things", "two words")).IsProblem("idempotency-key-invalid").ShouldBeTrue();
        _made.ShouldBe(1);
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    [InlineData(1_000_000, false)]
    public async Task A_larger_answer_is_remembered_by_its_status_and_location(int bytes, bool isWhole)
    {
        var first = await _app.PostAsync($"/large/{bytes}", "k1");
        var second = await _app.PostAsync($"/large/{bytes}", "k1");

        first.Body.Length.ShouldBe(bytes);
        (second.Status, second.IsReplayed, second.Headers["Location"]).ShouldBe((201, true, "/large/1"));
        second.Body.Length.ShouldBe(isWhole ? bytes : 0);
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_replayed_without_one()
    {
        await _app.PostAsync("/nothing", "k1");
        var second = await _app.PostAsync("/nothing", "k1");

        (second.Status, second.Body, second.IsReplayed).ShouldBe((204, "", true));
    }

    [Fact]
    public async Task The_handler_reads_the_body_that_was_hashed_however_large_it_is()
    {
        var name = new string('n', 200_000);
        var first = await _app.PostAsync("/things", "k1", $$"""{"name":"{{name}}"}""");

        first.Status.ShouldBe(201, first.Body);
        first.Body.ShouldContain(name);
    }
}
