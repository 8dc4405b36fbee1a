using Seaworthy.Redis.Connection;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Redis;

[Trait("Requirement", "R33")]
public sealed class ReadyCallsTests
{
    private readonly ManualTime _time = new();
    private readonly CallPool _pool = new(16);

    [Fact]
    public async Task What_the_others_have_written_does_not_wait_for_the_last_when_they_take_long()
    {
        var sends = 0;
        var ready = new ReadyCalls(16, () => Interlocked.Increment(ref sends), _time);
        var seen = new List<int>();
        Task[] waits = [WaitAsync(), WaitAsync(), WaitAsync()];

        ready.Run();
        await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(20));

        seen.Max().ShouldBeGreaterThan(0); // the last, on whichever thread, comes behind a send

        async Task WaitAsync()
        {
            var call = _pool.Rent(ReplyShape.Done);
            var answer = call.Nothing;
            call.TryTake().ShouldBeTrue();
            ready.Add(call);
            await answer.ConfigureAwait(false);
            lock (seen)
            {
                seen.Add(Volatile.Read(ref sends));
            }

            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public void A_call_that_is_alone_comes_behind_what_others_have_written()
    {
        var said = new List<string>();
        var ready = new ReadyCalls(16, () => said.Add("sent"), _time);
        var call = _pool.Rent(ReplyShape.Done);
        GoOn(call.Nothing, () => said.Add("went on"));
        call.TryTake().ShouldBeTrue();
        ready.Add(call);

        ready.Run();

        said.ShouldBe(["sent", "went on"]);
    }

    // On the thread that finishes the call, and not where a test would go on.
    private static void GoOn(ValueTask answer, Action then) => answer.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(then);
}
