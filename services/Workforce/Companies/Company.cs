namespace Seaworthy.Workforce.Companies;

/// <summary>A company whose people use the service: the tenant that users, workflows and documents belong to.</summary>
internal sealed class Company
{
    public long Id { get; set; }

    /// <summary>The same company in the catalogue of all; null where it is not there.</summary>
    public long? MasterCompanyId { get; set; }

    public MasterCompany? MasterCompany { get; set; }

    public required string Name { get; set; }

    public required string Industry { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises by one with each change: concurrency token and ETag.</summary>
    public long Version { get; set; } = 1;
}
