using Seaworthy.Redis.Connection;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Redis;

[Trait("Requirement", "R33")]
public sealed class BurstsTests
{
    private readonly ManualTime _time = new();
    private readonly CallsInFlight _calls = new(16);
    private readonly TaskCompletionSource _sent = new();
    private readonly Bursts _bursts;

    public BurstsTests() => _bursts = new Bursts(_calls, () => _sent.TrySetResult(), _time);

    [Fact]
    public async Task What_a_thread_writes_right_behind_a_command_that_waits_is_sent_together_and_in_a_moment()
    {
        OfOneThread(() =>
        {
            Write();
            _bursts.GoesOn().ShouldBeFalse(); // nothing came before it
            _bursts.Begin();
            Write();
            _bursts.GoesOn().ShouldBeTrue();
            Write();
            _bursts.GoesOn().ShouldBeTrue();
        });

        await _sent.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_command_behind_an_answer_is_sent_at_once() => OfOneThread(() =>
    {
        Write();
        _bursts.Begin();
        _calls.Take();
        Write();
        _bursts.GoesOn().ShouldBeFalse();
    });

    [Fact]
    public void A_command_that_comes_later_is_sent_at_once() => OfOneThread(() =>
    {
        Write();
        _bursts.Begin();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Write();
        _bursts.GoesOn().ShouldBeFalse();
    });

    [Fact]
    public void A_command_of_another_thread_is_sent_at_once()
    {
        OfOneThread(() =>
        {
            Write();
            _bursts.Begin();
        });
        Write();
        _bursts.GoesOn().ShouldBeFalse();
        _sent.Task.IsCompleted.ShouldBeFalse();
    }

    private static void OfOneThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        failure.ShouldBeNull();
    }

    private void Write() => _calls.Add(new Call(new CallPool(1)));
}
