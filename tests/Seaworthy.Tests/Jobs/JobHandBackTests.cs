using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>How a worker ends.</summary>
[Trait("Requirement", "R18")]
public sealed class JobHandBackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_ends_after_the_drain_is_written_down_though_one_handler_does_not_listen()
    {
        var (deaf, bell) = (new TaskCompletionSource(), new Bell());
        using var written = new SemaphoreSlim(0);

        var held = new HeldJobs();
        var hands = new JobHands([], held, _ => throw new InvalidOperationException("There is nothing to run."), bell);
        var ended = new JobHandBack(hands, held, bell, drain: TimeSpan.Zero, TimeProvider.System).RunAsync(
            deaf.Task,
            _ =>
            {
                written.Release();
                return Task.CompletedTask;
            });

        (await written.WaitAsync(Patience)).ShouldBeTrue();
        bell.Ring();
        (await written.WaitAsync(Patience)).ShouldBeTrue();
        ended.IsCompleted.ShouldBeFalse();
        deaf.SetResult();
        await ended.WaitAsync(Patience);
    }
}
