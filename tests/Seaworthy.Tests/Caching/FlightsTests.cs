using Seaworthy.Caching;

namespace Seaworthy.Tests.Caching;

[Trait("Requirement", "R37")]
public sealed class FlightsTests
{
    private readonly Flights<string> _flights = new(value => value != "outdated");
    private readonly TaskCompletionSource<string> _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new();
    private int _calls;

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task However_many_ask_at_once_one_producer_runs(int callers)
    {
        var waiting = Enumerable.Range(0, callers).Select(_ => Task.Run(() => Ask())).ToArray();
        await Until(() => _flights.Boarded == callers - 1);

        _made.SetResult("value");

        (await Task.WhenAll(waiting)).ShouldAllBe(value => value == "value");
        _calls.ShouldBe(1);
        _flights.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Another_key_has_a_producer_of_its_own()
    {
        var (first, second) = (Ask("a"), Ask("b"));

        _made.SetResult("value");

        (await first, await second).ShouldBe(("value", "value"));
        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task One_who_leaves_leaves_alone()
    {
        using var impatient = new CancellationTokenSource();
        var (first, second) = (Ask(token: impatient.Token), Ask());

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(first);
        _cancelled.Task.IsCompleted.ShouldBeFalse();
        _made.SetResult("value");
        (await second).ShouldBe("value");
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task When_most_leave_the_one_who_stays_is_served()
    {
        using var impatient = new CancellationTokenSource();
        var leaving = Enumerable.Range(0, 99).Select(_ => Ask(token: impatient.Token)).ToArray();
        var staying = Ask();

        await impatient.CancelAsync();
        foreach (var one in leaving)
        {
            await Should.ThrowAsync<OperationCanceledException>(one);
        }

        _made.SetResult("value");
        (await staying).ShouldBe("value");
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task When_all_have_left_the_producer_is_cancelled_and_the_next_caller_gets_a_new_one()
    {
        using var impatient = new CancellationTokenSource();
        var leaving = Enumerable.Range(0, 10).Select(_ => Ask(token: impatient.Token)).ToArray();

        await impatient.CancelAsync();
        foreach (var one in leaving)
        {
            await Should.ThrowAsync<OperationCanceledException>(one);
        }

        await _cancelled.Task;
        var late = Ask();
        _made.SetResult("value");
        (await late).ShouldBe("value");
        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_and_to_nobody_later()
    {
        var waiting = Enumerable.Range(0, 5).Select(_ => Ask()).ToArray();

        _made.SetException(new TimeoutException("the source"));

        foreach (var one in waiting)
        {
            (await Should.ThrowAsync<TimeoutException>(one)).Message.ShouldBe("the source");
        }

        (await _flights.RunAsync("key", 0, (_, _) => new ValueTask<string>("better"), default)).ShouldBe("better");
    }

    [Fact]
    public async Task Background_work_is_one_flight_which_callers_board_and_do_not_cancel()
    {
        using var impatient = new CancellationTokenSource();
        _flights.TryStart("key", 0, Produce).ShouldBeTrue();
        _flights.TryStart("key", 0, Produce).ShouldBeFalse();
        var (leaving, staying) = (Ask(token: impatient.Token), Ask());

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(leaving);

        _made.SetResult("value");
        (await staying).ShouldBe("value");
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task The_producer_runs_in_the_first_callers_context_and_background_work_in_none()
    {
        var ambient = new AsyncLocal<string> { Value = "request 7" };
        var seen = new TaskCompletionSource<string?>();

        (await _flights.RunAsync("key", 0, (_, _) => new ValueTask<string>(ambient.Value), default)).ShouldBe("request 7");
        _flights.TryStart("key", 0, (_, _) =>
        {
            seen.SetResult(ambient.Value);
            return new ValueTask<string>("");
        });

        (await seen.Task).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_outdated_while_it_was_made_goes_only_to_who_started_it_and_the_others_take_the_next()
    {
        var (first, second) = (Ask(), _flights.RunAsync("key", 0, (_, _) => new ValueTask<string>("next"), default));

        _made.SetResult("outdated");

        (await first, await second).ShouldBe(("outdated", "next"));
    }

    [Fact]
    public async Task Nobody_boards_a_flight_that_was_closed()
    {
        var first = Ask();
        _flights.Close("key");

        (await _flights.RunAsync("key", 0, (_, _) => new ValueTask<string>("new"), default)).ShouldBe("new");

        _made.SetResult("old");
        (await first).ShouldBe("old");
    }

    private Task<string> Ask(string key = "key", CancellationToken token = default) => _flights.RunAsync(key, 0, Produce, token);

    private async ValueTask<string> Produce(int state, CancellationToken abandoned)
    {
        Interlocked.Increment(ref _calls);
        try
        {
            return await _made.Task.WaitAsync(abandoned);
        }
        catch (OperationCanceledException)
        {
            _cancelled.SetResult();
            throw;
        }
    }

    // Nothing tells a test that the last caller waits; it gets there as soon as the pool runs it.
    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }
}
