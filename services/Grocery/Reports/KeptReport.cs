namespace Seaworthy.Grocery.Reports;

/// <summary>A report that was made.</summary>
internal sealed class KeptReport
{
    /// <summary>The day, <c>2026-11-26</c>.</summary>
    public required string Date { get; init; }

    /// <summary>The <see cref="DayReport"/>, as it is answered.</summary>
    public required string Report { get; set; }

    public required DateTime MadeAt { get; set; }
}
