using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Idempotency;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.Idempotency;

/// <summary>What is told when an answer and its effect could part.</summary>
[Trait("Requirement", "R17")]
public sealed class KeyLogTests
{
    [Fact]
    public async Task An_answer_that_cannot_be_kept_is_given_all_the_same_and_told()
    {
        var log = new CapturedLog();
        await using var app = await StartAsync(log, hasRoom: false, () => "made");

        using var answer = await PostAsync(app);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("made");
        var told = await log.EventAsync("IdempotencyAnswerNotKept");
        told.GetProperty("level").GetString().ShouldBe("error");
        told.GetProperty("message").GetString()!.ShouldContain("/things");
    }

    [Fact]
    public async Task An_endpoint_that_commits_apart_from_its_answer_is_told_of()
    {
        var log = new CapturedLog();
        await using var app = await StartAsync(log, hasRoom: true, (HttpContext context) =>
        {
            context.Features.Get<RequestRecord>()!.Idempotency.Run!.Wrote();
            return "made";
        });

        using var answer = await PostAsync(app);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("made");
        (await log.EventAsync("IdempotencyAnswerApart")).GetProperty("message").GetString()!.ShouldContain("session.AnswerAsync");
    }

    [Fact]
    public async Task A_request_that_has_committed_something_and_failed_then_is_told_of_and_so_is_one_whose_key_could_not_be_kept_for_it()
    {
        foreach (var (hasRoom, told, level) in ((bool, string, string)[])[(true, "IdempotencyHalfDone", "warn"), (false, "IdempotencyAnswerNotKept", "error")])
        {
            var log = new CapturedLog();
            await using var app = await StartAsync(log, hasRoom, string (HttpContext context) =>
            {
                context.Features.Get<RequestRecord>()!.Idempotency.Run!.Wrote();
                throw new InvalidOperationException("halfway");
            });

            using var answer = await PostAsync(app);

            ((int)answer.StatusCode).ShouldBe(500);
            var line = await log.EventAsync(told);
            line.GetProperty("level").GetString()!.ShouldStartWith(level);
            line.GetProperty("message").GetString()!.ShouldContain("/things");
        }
    }

    [Fact]
    public async Task A_handler_that_fails_after_its_answer_was_committed_is_counted_by_that_answer_and_its_failure_is_told()
    {
        var log = new CapturedLog();
        await using var app = await StartAsync(log, hasRoom: true, async Task (HttpContext context) =>
        {
            var run = context.Features.Get<RequestRecord>()!.Idempotency.Run!;
            await run.MakeAsync(Results.Text("made", statusCode: 201));
            run.IsKept = true;
            throw new InvalidOperationException("after the commit");
        });

        using var answer = await PostAsync(app);

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).ShouldBe((201, "made"));
        var line = await log.RequestAsync("/things");
        line.GetProperty("status").GetInt32().ShouldBe(201);
        line.GetProperty("level").GetString().ShouldBe("error");
        line.GetProperty("exception").GetProperty("message").GetString().ShouldBe("after the commit");
    }

    private static Task<TestApp> StartAsync(CapturedLog log, bool hasRoom, Delegate handler) => LoggedApp.StartAsync(
        log,
        builder => builder.Services.AddSingleton<IServiceKeys>(new Rows(builder.Environment.ApplicationName, hasRoom)),
        app => app.MapPost("/things", handler));

    private static async Task<HttpResponseMessage> PostAsync(TestApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/things");
        request.Headers.Add("Idempotency-Key", "k1");
        return await app.Client.SendAsync(request);
    }

    /// <summary>Rows of the only service, on a disk that may be full.</summary>
    private sealed class Rows(string service, bool hasRoom) : IServiceKeys
    {
        public string Service => service;

        public ValueTask<KeyFinding> ReserveAsync(KeyClaim claim, CancellationToken cancellationToken) => new(KeyFinding.Free);

        public ValueTask<KeyFinding> KeepAsync(KeyClaim claim, StoredAnswer answer) =>
            hasRoom ? new(KeyFinding.Free) : throw new IOException("No space left on device");

        public void Release(KeyClaim claim)
        {
        }

        public ValueTask LoseAsync(KeyClaim claim) => hasRoom ? default : throw new IOException("No space left on device");
    }
}
