namespace Seaworthy.Rides.Drivers.People;

/// <summary>Somebody who drives: who he is, whether he is free, and where he was last.</summary>
internal sealed class Driver
{
    /// <summary>Millionths of a degree of latitude that a band is high: 1.1 km.</summary>
    public const int BandE6 = 10_000;

    public long Id { get; set; }

    /// <summary>Who he is, as tokens name him. Unique.</summary>
    public required string Subject { get; init; }

    public required string Name { get; set; }

    public required string Vehicle { get; set; }

    /// <summary>In capitals. Unique.</summary>
    public required string Plate { get; set; }

    /// <summary>One of <see cref="DriverState"/>.</summary>
    public string State { get; set; } = DriverState.Off;

    /// <summary>That he is off when the ride that has him lets him go.</summary>
    public bool WantsOff { get; set; }

    /// <summary>Where he was last; null where he has not said yet, and then the next three are too.</summary>
    public int? LatE6 { get; set; }

    public int? LonE6 { get; set; }

    /// <summary>
    /// The band of latitude he is in, by which he is found. It changes every kilometre and not with each position: a row of which no indexed column changes costs PostgreSQL no index entry.
    /// </summary>
    public int? Band { get; set; }

    public DateTime? PositionAt { get; set; }

    /// <summary>The ride that has him; null where none does. Unique.</summary>
    public Guid? Ride { get; set; }

    /// <summary>Which time somebody was looked for when he was found.</summary>
    public int? Round { get; set; }

    public DateTime? KeptAt { get; set; }

    /// <summary>The last line of his history: the next one is some seconds and metres from it.</summary>
    public DateTime? SampledAt { get; set; }

    public int? SampledLatE6 { get; set; }

    public int? SampledLonE6 { get; set; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises with each change of what he is shown of himself, which his position is not part of: concurrency token and ETag.</summary>
    public long Version { get; set; } = 1;

    /// <summary>The band of a latitude.</summary>
    public static int BandOf(int latE6) => (int)Math.Floor(latE6 / (double)BandE6);

    /// <summary>Makes him what a body says.</summary>
    public void Become(NewDriver body, DateTime now) => (Name, Vehicle, Plate, UpdatedAt) = (body.Name, body.Vehicle, body.Plate, now);
}
