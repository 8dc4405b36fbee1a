namespace Seaworthy.Workforce.Roles;

/// <summary>An occupation, as O*NET knows it. The same for every company.</summary>
internal sealed class Role
{
    public long Id { get; set; }

    /// <summary>O*NET-SOC code: <c>15-1252.00</c>. Unique.</summary>
    public required string Code { get; set; }

    public required string Title { get; set; }

    /// <summary>The title as lists sort it.</summary>
    public required string TitleKey { get; set; }

    public string Description { get; set; } = "";

    /// <summary>From 1 (little preparation) to 5; null where O*NET does not say.</summary>
    public int? JobZone { get; set; }

    /// <summary>People employed in it; null where nobody says.</summary>
    public long? Headcount { get; set; }

    /// <summary>Mean wage of a year in minor units of US dollars; null where the source has none.</summary>
    public long? AvgSalary { get; set; }
}
