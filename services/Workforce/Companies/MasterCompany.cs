namespace Seaworthy.Workforce.Companies;

/// <summary>An entry of the catalogue of companies, which every tenant may read.</summary>
internal sealed class MasterCompany
{
    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The name as lists sort it. Unique.</summary>
    public required string NameKey { get; set; }

    public required string Industry { get; set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; set; }

    /// <summary>People it employs; null where nobody says.</summary>
    public long? Headcount { get; set; }
}
