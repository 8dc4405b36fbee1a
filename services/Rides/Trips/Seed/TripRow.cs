using System.Globalization;
using Seaworthy.Rides.Trips.Rides;
using Seaworthy.Seeding;

namespace Seaworthy.Rides.Trips.Seed;

/// <summary>One trip that can be loaded.</summary>
/// <param name="Key">What it is known by when the file is loaded again.</param>
/// <param name="Fact">What is known of it.</param>
internal sealed record TripRow(string Key, RideImported Fact)
{
    private const decimal MetersOfMile = 1609.344m;
    private const decimal MostMiles = 1000;
    private const decimal MostTotal = 100_000;
    private const int MostCharacters = 200;
    private const int MostShown = 40;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly string[] Times = ["MM/dd/yyyy h:mm:ss tt", "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>Reads a record, or says why it cannot be loaded.</summary>
    public static (TripRow? Row, string? Fault) Read(IReadOnlyList<string> record, CsvColumns columns, ZoneNames zones)
    {
        if (columns.Fault(record) is { } unreadable)
        {
            return (null, unreadable);
        }

        var (id, started, ended, miles, total) = (columns.Read(record, "id"), columns.Read(record, "started"), columns.Read(record, "ended"), Number(columns.Read(record, "miles")), Number(columns.Read(record, "total")));
        var (from, until) = (Time(started), Time(ended));
        var fault = id.Length == 0 ? "has no id"
            : id.Length > MostCharacters ? $"the id '{Shown(id)}' has {id.Length} characters; at most {MostCharacters} are taken: shorten it, or say with --map id=COLUMN which column has the id"
            : from is null ? $"'{Shown(started)}' is no time such as 03/25/2017 8:55:43 AM"
            : from < DateTime.UnixEpoch ? $"the beginning '{Shown(started)}' is before 1970, where no ride's id begins: correct it"
            : until is null ? $"'{Shown(ended)}' is no time such as 03/25/2017 9:09:47 AM"
            : until <= from ? "ends when it begins, or before"
            : until - from > Longest ? $"takes {(until.Value - from.Value).TotalHours:0} hours; at most {Longest.TotalHours:0} are taken"
            : miles is null or < 0 or > MostMiles ? $"the distance '{Shown(columns.Read(record, "miles"))}' is no number of miles from 0 to {MostMiles}"
            : total is null ? $"the total '{Shown(columns.Read(record, "total"))}' is no amount such as 16.56"
            : total < 0 ? "is a refund: rides that were given back are not loaded"
            : total > MostTotal ? $"the total {total} is more than {MostTotal}"
            : null;
        return fault is not null ? (null, fault) : (new($"trip:{id}", new(
            zones.Of(columns.Read(record, "from")), zones.Of(columns.Read(record, "to")), (int)Math.Round(miles!.Value * MetersOfMile), (long)Math.Round(total!.Value * 100), "USD",
            from!.Value, until!.Value, IsPaid(columns.Read(record, "payment")))), null);
    }

    // Card and cash; what was not charged, is disputed or void is owed by nobody any more.
    private static bool IsPaid(string payment) => payment is "1" or "2" or "" || payment.Equals("paid", StringComparison.OrdinalIgnoreCase) || payment.Equals("card", StringComparison.OrdinalIgnoreCase) || payment.Equals("cash", StringComparison.OrdinalIgnoreCase);

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A time without a zone is taken as UTC: what else it might be, nobody can know.
    private static DateTime? Time(string text) =>
        DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year is >= 1900 and < 9999 ? at : null;

    private static string Shown(string text) => text.Length > MostShown ? text[..MostShown] + "…" : text;
}
