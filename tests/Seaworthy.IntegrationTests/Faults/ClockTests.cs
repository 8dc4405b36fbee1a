using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.IntegrationTests.Faults;

[Trait("Requirement", "R41")]
public sealed class ClockTests
{
    [Theory]
    [InlineData(-90 * 24 * 60, true)]
    [InlineData(-1, true)]
    [InlineData(24 * 60, true)]
    [InlineData((24 * 60) + 1, false)]
    public void A_cursor_lives_a_day_and_no_clock_set_back_ends_it(int minutes, bool isTaken)
    {
        var clock = new Clock();
        var cursors = new Cursors(new byte[32], clock);
        var cursor = cursors.Make("list", backward: false, 7L, 1);

        clock.Now += TimeSpan.FromMinutes(minutes);

        cursors.Read(cursor, "list", TypeCode.Int64).HasValue.ShouldBe(isTaken);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 30, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
