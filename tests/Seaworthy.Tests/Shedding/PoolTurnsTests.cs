using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Shedding;

[Trait("Requirement", "R31")]
public sealed class PoolTurnsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_last_tenth_is_left_to_what_is_critical()
    {
        var turns = await TakenAsync(10, taken: 9);

        var waiting = Enter(turns);
        waiting.IsCompleted.ShouldBeFalse();
        await Enter(turns, isCritical: true).WaitAsync(Soon);

        // One that leaves makes no room for it while the critical one is there.
        turns.Leave();
        waiting.IsCompleted.ShouldBeFalse();
        turns.Leave();
        await waiting.WaitAsync(Soon);
    }

    [Fact]
    public async Task Of_those_who_wait_what_is_critical_comes_first_and_then_who_came_first()
    {
        var turns = await TakenAsync(1, taken: 1);
        var (first, second, critical) = (Enter(turns), Enter(turns), Enter(turns, isCritical: true));

        foreach (var next in (Task[])[critical, first, second])
        {
            next.IsCompleted.ShouldBeFalse();
            turns.Leave();
            await next.WaitAsync(Soon);
        }
    }

    [Fact]
    public async Task Who_waited_long_enough_is_told_and_takes_nobodys_turn()
    {
        var turns = await TakenAsync(1, taken: 1);
        var impatient = Enter(turns);
        using var caller = new CancellationTokenSource();
        var gone = turns.EnterAsync(isCritical: false, Patience, caller.Token).AsTask();

        await caller.CancelAsync();
        _time.Advance(Patience);

        (await Should.ThrowAsync<DatabaseBusyException>(impatient)).Message.ShouldContain("Database:MaxPoolSize");
        await Should.ThrowAsync<OperationCanceledException>(gone);
        turns.Leave();
        await Enter(turns).WaitAsync(Soon);
    }

    [Fact]
    public async Task Where_the_server_has_no_more_the_turns_are_as_many_as_its_connections_for_a_second()
    {
        var turns = await TakenAsync(3, taken: 3);
        turns.TryLower().ShouldBeTrue();

        var waiting = Enter(turns);
        waiting.IsCompleted.ShouldBeFalse();
        turns.Leave();
        await waiting.WaitAsync(Soon);
        var another = Enter(turns);
        another.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(1));
        Enter(turns, isCritical: true).IsCompleted.ShouldBeFalse("the one before it has the third");
        await another.WaitAsync(Soon);
    }

    [Fact]
    public async Task Whoever_has_none_to_wait_for_is_told_at_once()
    {
        var turns = await TakenAsync(3, taken: 1);

        turns.TryLower().ShouldBeFalse();

        turns.Leave();
        await Enter(turns).WaitAsync(Soon);
    }

    private async Task<PoolTurns> TakenAsync(int size, int taken)
    {
        var turns = new PoolTurns(size, _time);
        for (var i = 0; i < taken; i++)
        {
            await Enter(turns).WaitAsync(Soon);
        }

        return turns;
    }

    private static Task Enter(PoolTurns turns, bool isCritical = false) => turns.EnterAsync(isCritical, Patience, default).AsTask();
}
