namespace Seaworthy.Jobs;

/// <summary>
/// When something happens again and again: minute, hour, day of the month, month and day of the week, as crontab has them (POSIX; with steps, names and 7
/// for Sunday). Where both days are told, either is enough.
/// </summary>
/// <remarks>
/// When clocks go forward, what falls into the hour that is left out happens right after it; when they go back, it happens once, the first time. What
/// happens in every hour happens in every hour.
/// </remarks>
public sealed class CronSchedule
{
    private const int LongestYears = 9; // the 29th of February, over a year such as 2100
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private readonly CronField _minute;
    private readonly CronField _hour;
    private readonly CronField _day;
    private readonly CronField _month;
    private readonly CronField _weekday;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(string text, string[] fields, TimeZoneInfo zone)
    {
        Text = text;
        _minute = CronField.Parse(fields[0], "minute", 0, 59);
        _hour = CronField.Parse(fields[1], "hour", 0, 23);
        _day = CronField.Parse(fields[2], "day of the month", 1, 31);
        _month = CronField.Parse(fields[3], "month", 1, 12, Months);
        _weekday = CronField.Parse(fields[4], "day of the week", 0, 7, Days);
        _zone = zone;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>What it is kept as: with another clock it is another schedule.</summary>
    internal string Kept => _zone.Id == TimeZoneInfo.Utc.Id ? Text : $"{Text} {_zone.Id}";

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">Five fields: <c>30 2 * * MON-FRI</c>.</param>
    /// <param name="zone">Whose clock it goes by. Null: UTC.</param>
    /// <exception cref="FormatException">It is none, and the message says which part of it.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo? zone = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 5
            ? new(text, fields, zone ?? TimeZoneInfo.Utc)
            : throw new FormatException($"'{text}' has {fields.Length} fields; a schedule has five: minute, hour, day of the month, month, day of the week.");
    }

    /// <summary>The first time after <paramref name="after"/>, both in UTC.</summary>
    /// <exception cref="InvalidOperationException">There is none, as for the 30th of February.</exception>
    public DateTime Next(DateTime after)
    {
        var minute = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc).AddMinutes(1);
        var end = minute.AddYears(LongestYears);
        while (minute < end)
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(minute, _zone);
            if (!TakesDay(local) && !Opens(minute, local))
            {
                minute = NextDay(minute, local);
            }
            else if (TakesTime(minute, local) || Opens(minute, local))
            {
                return minute;
            }
            else
            {
                minute = minute.AddMinutes(1);
            }
        }

        throw new InvalidOperationException($"'{Text}' never comes.");
    }

    private bool TakesDay(DateTime local)
    {
        var (day, weekday) = (_day.Takes(local.Day), _weekday.Takes((int)local.DayOfWeek) || (local.DayOfWeek == DayOfWeek.Sunday && _weekday.Takes(7)));
        return _month.Takes(local.Month) && (_day.IsAny || _weekday.IsAny ? day && weekday : day || weekday);
    }

    private bool TakesTime(DateTime minute, DateTime local) =>
        TakesDay(local) && _minute.Takes(local.Minute) && _hour.Takes(local.Hour) && (_hour.IsAny || !IsSecond(minute, local));

    // The hour that comes twice, the second time.
    private bool IsSecond(DateTime minute, DateTime local) => _zone.IsAmbiguousTime(local) && minute - local == -_zone.GetAmbiguousTimeOffsets(local).Min();

    // The first minute after an hour that is left out, where something was to happen in it.
    private bool Opens(DateTime minute, DateTime local)
    {
        if (_hour.IsAny)
        {
            return false;
        }

        var before = TimeZoneInfo.ConvertTimeFromUtc(minute.AddMinutes(-1), _zone);
        for (var left = before.AddMinutes(1); left < local; left = left.AddMinutes(1))
        {
            if (TakesDay(left) && _minute.Takes(left.Minute) && _hour.Takes(left.Hour))
            {
                return true;
            }
        }

        return false;
    }

    // Some zones leave out midnight: an hour too early is only an hour of looking.
    private static DateTime NextDay(DateTime minute, DateTime local)
    {
        var next = minute + (local.Date.AddDays(1) - local) - TimeSpan.FromHours(1);
        return next > minute ? next : minute.AddMinutes(1);
    }
}
