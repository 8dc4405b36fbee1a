using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seaworthy.Caching;
using Seaworthy.Caching.Responses;

namespace Seaworthy.Tests.Caching.Responses;

/// <summary>Who asks while an answer is being made.</summary>
[Trait("Requirement", "R37")]
public sealed class OneFlightTests
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _made;

    [Fact]
    public async Task Many_who_ask_at_once_get_what_one_of_them_has_made()
    {
        await using var app = await StartAsync();
        var first = app.AskAsync("/slow");
        await _begun.Task;

        var others = Enumerable.Range(0, 20).Select(_ => app.AskAsync("/slow", "Accept-Encoding: br")).ToArray();
        await JoinedAsync(app, 20);
        _go.SetResult();

        (await first).Text.ShouldBe("1");
        (await Task.WhenAll(others)).ShouldAllBe(answer => answer.Text == "1" && answer.Status == 200);
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task One_who_leaves_takes_nobody_along()
    {
        await using var app = await StartAsync();
        using var leaves = new CancellationTokenSource();
        var first = app.Client.GetAsync("/slow", leaves.Token);
        await _begun.Task;
        var others = Enumerable.Range(0, 5).Select(_ => app.AskAsync("/slow")).ToArray();
        await JoinedAsync(app, 5);

        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        await _left.Task;
        _go.SetResult();

        (await Task.WhenAll(others)).ShouldAllBe(answer => answer.Text == "2");
        _made.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_kept_is_made_by_everybody_for_himself()
    {
        await using var app = await StartAsync();
        var first = app.AskAsync("/own");
        await _begun.Task;
        var others = Enumerable.Range(0, 5).Select(_ => app.AskAsync("/own")).ToArray();
        await JoinedAsync(app, 5);

        _go.SetResult();

        (await Task.WhenAll(others.Append(first))).Select(answer => answer.Text).Order().ShouldBe(["1", "2", "3", "4", "5", "6"]);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task Who_comes_after_a_change_does_not_get_what_was_begun_before_it()
    {
        await using var app = await StartAsync();
        var first = app.AskAsync("/slow");
        await _begun.Task;

        await app.InvalidateAsync("slow");
        var later = app.AskAsync("/slow");
        await JoinedAsync(app, 1);
        _go.SetResult();

        ((await first).Text, (await later).Text).ShouldBe(("1", "2"));
        (await app.AskAsync("/slow")).Text.ShouldBe("2");
    }

    private static async Task JoinedAsync(KeptApp app, int count)
    {
        var flights = app.Get<Flights<Landing>>();
        while (flights.Boarded < count)
        {
            await Task.Yield();
        }
    }

    private Task<KeptApp> StartAsync() => KeptApp.StartAsync(app =>
    {
        app.MapGet("/slow", (HttpRequest request) => MakeAsync(request.HttpContext)).Cached(TimeSpan.FromMinutes(1), "slow").VaryByQuery();
        app.MapGet("/own", async (HttpResponse response) =>
        {
            response.Headers.Append("Set-Cookie", "a=b");
            return await MakeAsync(response.HttpContext);
        }).Cached(TimeSpan.FromMinutes(1)).VaryByQuery();
    });

    private async Task<string> MakeAsync(HttpContext context)
    {
        var made = Interlocked.Increment(ref _made);
        _begun.TrySetResult();
        try
        {
            await _go.Task.WaitAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            _left.TrySetResult();
            throw;
        }

        return $"{made}";
    }
}
