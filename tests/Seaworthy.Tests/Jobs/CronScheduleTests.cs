using System.Globalization;
using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>Five fields, and the two nights of a year.</summary>
[Trait("Requirement", "R60")]
public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("* * * * *", "2026-11-26T10:00:30", "2026-11-26T10:01:00")]
    [InlineData("*/15 * * * *", "2026-11-26T10:00:00", "2026-11-26T10:15:00")]
    [InlineData("5/20 * * * *", "2026-11-26T10:26:00", "2026-11-26T10:45:00")]
    [InlineData("0 2 * * *", "2026-11-26T10:00:00", "2026-11-27T02:00:00")]
    [InlineData("30 8-17/3 * * MON-FRI", "2026-11-27T17:00:00", "2026-11-27T17:30:00")]
    [InlineData("30 8-17/3 * * MON-FRI", "2026-11-27T17:30:00", "2026-11-30T08:30:00")]
    [InlineData("0 0 29 2 *", "2026-11-26T10:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 1,15 * *", "2026-11-26T10:00:00", "2026-12-01T00:00:00")]
    [InlineData("0 0 13 * FRI", "2026-11-26T10:00:00", "2026-11-27T00:00:00")]
    [InlineData("0 12 * jan,DEC 7", "2026-11-26T10:00:00", "2026-12-06T12:00:00")]
    [InlineData("0 0 29 2 *", "2096-03-01T00:00:00", "2104-02-29T00:00:00")]
    public void It_comes_next_when_all_fields_agree(string text, string after, string next) => CronSchedule.Parse(text).Next(Utc(after)).ShouldBe(Utc(next));

    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T12:00:00", "2026-03-29T01:00:00")] // 03:00 of the night that has no 02:30
    [InlineData("30 2 * * *", "2026-03-29T01:00:00", "2026-03-30T00:30:00")]
    [InlineData("30 2 * * *", "2026-10-24T12:00:00", "2026-10-25T00:30:00")] // the first of two
    [InlineData("30 2 * * *", "2026-10-25T00:30:00", "2026-10-26T01:30:00")]
    [InlineData("30 * * * *", "2026-10-25T00:30:00", "2026-10-25T01:30:00")] // what comes each hour comes in both
    [InlineData("30 * * * *", "2026-03-29T00:30:00", "2026-03-29T01:30:00")]
    public void When_clocks_change_nothing_is_left_out_and_nothing_comes_twice(string text, string after, string next) =>
        CronSchedule.Parse(text, Berlin).Next(Utc(after)).ShouldBe(Utc(next));

    [Theory]
    [InlineData("* * * *", "four fields", "has 4 fields")]
    [InlineData("60 * * * *", "minute", "60 is no minute")]
    [InlineData("* 24 * * *", "hour", "24 is no hour")]
    [InlineData("* * 0 * *", "day", "0 is no day of the month")]
    [InlineData("* * * FOO *", "month", "FOO is no month")]
    [InlineData("* * * * 8", "weekday", "8 is no day of the week")]
    [InlineData("*/0 * * * *", "step", "*/0 is no minute")]
    [InlineData("9-5 * * * *", "range", "9-5 is no minute")]
    [InlineData("1--5 * * * *", "range", "1--5 is no minute")]
    public void What_is_no_schedule_is_told_which_part_is_not(string text, string what, string told) =>
        Should.Throw<FormatException>(() => CronSchedule.Parse(text), what).Message.ShouldContain(told);

    [Fact]
    public void By_another_clock_it_is_another_schedule() =>
        (CronSchedule.Parse("30 2 * * *").Kept, CronSchedule.Parse("30 2 * * *", Berlin).Kept).ShouldBe(("30 2 * * *", "30 2 * * * Europe/Berlin"));

    [Fact]
    public void One_that_never_comes_says_so() =>
        Should.Throw<InvalidOperationException>(() => CronSchedule.Parse("0 0 30 2 *").Next(Utc("2026-11-26T00:00:00"))).Message.ShouldContain("never comes");

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
