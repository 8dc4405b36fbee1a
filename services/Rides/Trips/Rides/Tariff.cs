using System.Globalization;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Rides.Trips.Rides;

/// <summary>
/// What a ride costs: something to begin with, something for each kilometre and each minute, and at least so much. Roads are longer than the crow's way by three tenths, and a quote takes
/// 25 km/h; the fare takes the quote's kilometres and the minutes that it took.
/// </summary>
/// <param name="BaseCents">To begin with; default 2.50.</param>
/// <param name="KilometreCents">For each kilometre; default 1.20.</param>
/// <param name="MinuteCents">For each minute; default 0.30.</param>
/// <param name="LeastCents">At least; default 5.00.</param>
/// <param name="LateCancelCents">For a ride that is cancelled when its driver has been on his way for two minutes; default 3.00.</param>
internal sealed record Tariff(long BaseCents, long KilometreCents, long MinuteCents, long LeastCents, long LateCancelCents)
{
    public const string Currency = "EUR";
    private const long MostCents = 1_000_000;
    private const int QuoteMetersPerMinute = 25_000 / 60;
    private static readonly TimeSpan FreeToCancel = TimeSpan.FromMinutes(2);

    /// <exception cref="SettingsException">A setting is no number of cents.</exception>
    public static Tariff Read(IConfiguration configuration)
    {
        return new(Cents("Base", 250), Cents("Kilometre", 120), Cents("Minute", 30), Cents("Least", 500), Cents("LateCancel", 300));

        long Cents(string name, long usual) => configuration[$"Rides:Tariff:{name}Cents"] is not { Length: > 0 } text ? usual
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cents) && cents <= MostCents ? cents
            : throw new SettingsException([new($"Rides:Tariff:{name}Cents", text, $"must be a whole number of cents from 0 to {MostCents}", "configuration")]);
    }

    /// <summary>The way by road.</summary>
    public static int RoadM(int crowM) => crowM * 13 / 10;

    /// <summary>What it will cost about.</summary>
    public long QuoteCents(int roadM) => Of(roadM, roadM * 60L / QuoteMetersPerMinute);

    /// <summary>What it has cost.</summary>
    public long FareCents(int roadM, TimeSpan took) => Of(roadM, (long)Math.Max(0, took.TotalSeconds));

    /// <summary>What it costs that the rider does not want it any more.</summary>
    public long CancelCents(DateTime? acceptedAt, DateTime now) => acceptedAt is { } accepted && now - accepted > FreeToCancel ? LateCancelCents : 0;

    // Rounded up, once for each.
    private long Of(long meters, long seconds) => Math.Max(LeastCents, BaseCents + (((KilometreCents * meters) + 999) / 1000) + (((MinuteCents * seconds) + 59) / 60));
}
