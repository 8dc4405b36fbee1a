using Quartz;
using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>What comes when, as Quartz reads crontab's five fields.</summary>
[Trait("Requirement", "R60")]
public sealed class CronPeerTests
{
    private const int Schedules = 3000;
    private const int Times = 5;
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    [Fact]
    public void Three_thousand_schedules_come_when_they_come_in_Quartz()
    {
        var chance = new Chance(20261126);
        for (var i = 0; i < Schedules; i++)
        {
            var (minute, hour, month) = (Field(chance, 0, 59), Field(chance, 0, 23), Field(chance, 1, 12));
            var day = Field(chance, 1, 28);

            // Beside "*/2" in the day of the month, cron itself wants the day of the week too; for Quartz one of them is enough.
            var text = $"{minute} {hour} {day} {month} {(day.StartsWith("*/", StringComparison.Ordinal) ? "*" : Weekday(chance))}";
            var own = CronSchedule.Parse(text);
            var peer = CronExpression.Parse(text, CronFormat.Unix).WithTimeZone(TimeZoneInfo.Utc);
            var at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(chance.Next(4 * 365 * 24 * 60));
            for (var time = 0; time < Times; time++)
            {
                var next = own.Next(at);
                next.ShouldBe(peer.GetNextValidTimeAfter(at)!.Value.UtcDateTime, $"{text} after {at:O}");
                at = next;
            }
        }
    }

    private static string Field(Chance chance, int least, int most)
    {
        var (one, other) = (least + chance.Next(most - least + 1), least + chance.Next(most - least + 1));
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        return chance.Next(6) switch
        {
            0 => "*",
            1 => $"*/{1 + chance.Next(most)}",
            2 => $"{low}-{high}",
            3 => $"{low}-{high}/{1 + chance.Next(7)}",
            4 => $"{low},{high}",
            _ => $"{one}",
        };
    }

    private static string Weekday(Chance chance)
    {
        var (one, other) = (chance.Next(7), chance.Next(7));
        return chance.Next(3) switch
        {
            0 => "*",
            1 => Days[one],
            _ => $"{Days[Math.Min(one, other)]}-{Days[Math.Max(one, other)]}",
        };
    }

    // The same each time, so that a failure can be looked at.
    private sealed class Chance(ulong seed)
    {
        private ulong _state = seed;

        public int Next(int below)
        {
            _state = (_state * 6364136223846793005) + 1442695040888963407;
            return (int)((_state >> 33) % (ulong)below);
        }
    }
}
