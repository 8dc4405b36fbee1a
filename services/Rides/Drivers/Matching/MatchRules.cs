using System.Globalization;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>Who is near and who is there: <c>Rides__MatchRadiusM</c> metres (10000), <c>Rides__PositionSeconds</c> (60).</summary>
/// <param name="RadiusM">As far from the pickup a driver is at the most.</param>
/// <param name="Fresh">As old his position is at the most.</param>
internal sealed record MatchRules(int RadiusM, TimeSpan Fresh)
{
    private const string Radius = "Rides:MatchRadiusM";
    private const string Seconds = "Rides:PositionSeconds";

    // A quarter of an hour through a town: for longer nobody waits.
    private const int UsualRadiusM = 10_000;

    // Beyond it a box is no box any more on this globe, and nobody comes.
    private const int MostRadiusM = 1_000_000;

    // Phones send it every few seconds: whoever is silent for a minute is in a garage, or has put the phone away.
    private const int UsualSeconds = 60;

    /// <summary>
    /// How long after nobody was there it is asked again: as often as phones say where they are, so that whoever has come near is found, and forty times at the most in the two minutes that a
    /// rider waits.
    /// </summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(3);

    /// <exception cref="SettingsException">A setting is no such number.</exception>
    public static MatchRules Read(IConfiguration configuration) => new(
        Number(configuration, Radius, UsualRadiusM, MostRadiusM, "metres"), TimeSpan.FromSeconds(Number(configuration, Seconds, UsualSeconds, 3600, "seconds")));

    private static int Number(IConfiguration configuration, string setting, int usual, int most, string unit) => configuration[setting] is not { Length: > 0 } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw new SettingsException([new(setting, text, string.Create(CultureInfo.InvariantCulture, $"must be a whole number of {unit}, 1 to {most}"), "configuration")]);
}
