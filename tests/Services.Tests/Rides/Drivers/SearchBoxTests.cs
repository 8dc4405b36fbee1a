using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Matching;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>What is around a spot, also where the map ends and the globe does not.</summary>
public sealed class SearchBoxTests
{
    private const int RadiusM = 10_000;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(52.52, 13.4)]
    [InlineData(-45, 179.99)]
    [InlineData(60, -180)]
    [InlineData(60, 180)]
    [InlineData(89.95, 10)]
    [InlineData(-90, 0)]
    public void Whatever_is_within_the_radius_is_in_the_box(double lat, double lon)
    {
        var spot = Spot.Of(lat, lon);
        var box = SearchBox.Around(spot, RadiusM);

        for (var bearing = 0; bearing < 360; bearing += 5)
        {
            var place = At(spot, bearing, RadiusM - 10);
            (place.LatE6 >= box.South && place.LatE6 <= box.North).ShouldBeTrue($"{bearing}: {place}");
            ((place.LonE6 >= box.West && place.LonE6 <= box.East) || (place.LonE6 >= box.OtherWest && place.LonE6 <= box.OtherEast)).ShouldBeTrue($"{bearing}: {place}, {box}");
        }
    }

    [Fact]
    public void It_is_one_range_of_longitudes_two_across_the_date_line_and_all_at_a_pole()
    {
        var (home, line, pole) = (SearchBox.Around(Spot.Of(0, 0), RadiusM), SearchBox.Around(Spot.Of(0, 179.95), RadiusM), SearchBox.Around(Spot.Of(89.95, 0), RadiusM));

        (home.West, home.East, home.OtherWest > home.OtherEast).ShouldBe((-89_934, 89_934, true));
        (line.East, line.OtherWest, line.OtherEast).ShouldBe((180_000_000, -180_000_000, -179_960_066));
        (pole.West, pole.East, pole.North).ShouldBe((-180_000_000, 180_000_000, 90_000_000));
    }

    [Theory]
    [InlineData("Rides:MatchRadiusM", "0")]
    [InlineData("Rides:MatchRadiusM", "ten")]
    [InlineData("Rides:PositionSeconds", "3601")]
    public void A_setting_that_is_no_such_number_stops_the_start(string setting, string value) =>
        Should.Throw<SettingsException>(() => MatchRules.Read(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build())).Message.ShouldContain("must be a whole number");

    [Fact]
    public void Near_is_ten_kilometres_and_there_is_a_minute_where_nobody_says_otherwise() =>
        MatchRules.Read(new ConfigurationBuilder().Build()).ShouldBe(new MatchRules(10_000, TimeSpan.FromMinutes(1)));

    // So far away in this direction.
    private static Spot At(Spot from, int bearing, double meters)
    {
        var (lat, lon, way, angle) = (from.Lat * Math.PI / 180, from.Lon * Math.PI / 180, meters / 6_371_009, bearing * Math.PI / 180);
        var north = Math.Asin((Math.Sin(lat) * Math.Cos(way)) + (Math.Cos(lat) * Math.Sin(way) * Math.Cos(angle)));
        var east = lon + Math.Atan2(Math.Sin(angle) * Math.Sin(way) * Math.Cos(lat), Math.Cos(way) - (Math.Sin(lat) * Math.Sin(north)));
        return Spot.Of(north * 180 / Math.PI, Math.IEEERemainder(east * 180 / Math.PI, 360));
    }
}
