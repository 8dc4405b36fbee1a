namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>A line of the audit trail. Written once; the table refuses all else.</summary>
internal sealed class TrailRow
{
    public long Id { get; set; }

    public DateTime At { get; set; }

    /// <summary>Whose rows it tells of; 0 for nobody's.</summary>
    public long Tenant { get; set; }

    public required string Action { get; set; }

    public required string ObjectKind { get; set; }

    public string? ObjectId { get; set; }

    /// <summary>Names with blanks between; empty for none.</summary>
    public string Columns { get; set; } = "";

    public string? Who { get; set; }

    public string WhoKind { get; set; } = "";

    public string? WhoTenant { get; set; }

    public string? RequestId { get; set; }

    public string? Address { get; set; }

    public bool IsSigned => WhoKind.Length > 0;
}
